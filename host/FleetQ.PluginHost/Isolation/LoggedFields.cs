using System.Collections;

namespace FleetQ.PluginHost.Isolation;

/// <summary>A message with its fields, as a logger takes them.</summary>
internal sealed class LoggedFields(string text, IReadOnlyList<KeyValuePair<string, object?>> fields)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <inheritdoc/>
    public int Count => fields.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => fields[index];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => text;
}
