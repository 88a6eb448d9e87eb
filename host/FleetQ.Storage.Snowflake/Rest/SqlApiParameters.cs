using System.Collections;
using System.Data.Common;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>A command's parameters.</summary>
internal sealed class SqlApiParameters : DbParameterCollection
{
    private readonly List<SqlApiParameter> items = [];

    /// <inheritdoc/>
    public override int Count => items.Count;

    /// <inheritdoc/>
    public override object SyncRoot => ((ICollection)items).SyncRoot;

    public IReadOnlyList<SqlApiParameter> Items => items;

    /// <inheritdoc/>
    public override int Add(object value)
    {
        items.Add((SqlApiParameter)value);
        return items.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    /// <inheritdoc/>
    public override void Clear() => items.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)items).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => items.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => value is SqlApiParameter item ? items.IndexOf(item) : -1;

    /// <inheritdoc/>
    public override int IndexOf(string parameterName) =>
        items.FindIndex(item => item.ParameterName == parameterName);

    /// <inheritdoc/>
    public override void Insert(int index, object value) => items.Insert(index, (SqlApiParameter)value);

    /// <inheritdoc/>
    public override void Remove(object value) => items.Remove((SqlApiParameter)value);

    /// <inheritdoc/>
    public override void RemoveAt(int index) => items.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => items.RemoveAt(IndexOf(parameterName));

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => items[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => items[IndexOf(parameterName)];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => items[index] = (SqlApiParameter)value;

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) =>
        items[IndexOf(parameterName)] = (SqlApiParameter)value;
}
