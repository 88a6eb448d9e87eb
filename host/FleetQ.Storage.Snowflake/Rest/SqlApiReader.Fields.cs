using System.Globalization;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

// Where the official driver has a habit, such as -1 for a column that is not there, this reader has the same.
internal sealed partial class SqlApiReader
{
    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = (byte[])GetValue(ordinal);
        return Copy(bytes, dataOffset, buffer, bufferOffset, length);
    }

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetString(ordinal)[0];

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => result.Columns[ordinal].Type;

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) =>
        Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Type GetFieldType(int ordinal) => result.Columns[ordinal].ClrType;

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Convert.ToSingle(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string GetName(int ordinal) => result.Columns[ordinal].Name;

    /// <summary>The column of exactly that name; -1 when there is none.</summary>
    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < result.Columns.Count; i++)
        {
            if (result.Columns[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override string GetString(int ordinal) => Cell(ordinal) is { } text
        ? (result.Columns[ordinal].Type, text) switch
        {
            ("boolean", "true") => "1",
            ("boolean", "false") => "0",
            _ => text,
        }
        : throw new InvalidCastException($"Column '{GetName(ordinal)}' is null.");

    /// <inheritdoc/>
    public override object GetValue(int ordinal) =>
        Cell(ordinal) is { } text ? SqlApiCells.Read(result.Columns[ordinal], text) : DBNull.Value;

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Cell(ordinal) is null;

    private static long Copy<T>(T[] source, long offset, T[]? target, int targetOffset, int length)
    {
        if (target is null)
        {
            return source.Length;
        }

        var count = (int)Math.Clamp(source.Length - offset, 0, length);
        Array.Copy(source, offset, target, targetOffset, count);
        return count;
    }

    private string? Cell(int ordinal)
    {
        if (!isOnRow)
        {
            throw new InvalidOperationException("The reader stands on no row.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, FieldCount);
        var cell = row[ordinal];
        return cell.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => cell.GetString(),
            _ => throw SqlApiErrors.OfUnreadable($"Column '{GetName(ordinal)}' is no text.", cause: null),
        };
    }
}
