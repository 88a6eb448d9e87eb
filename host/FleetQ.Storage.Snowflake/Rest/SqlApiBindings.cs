using System.Data;
using System.Globalization;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Writes parameters as the API wants them: a type's word and a text.</summary>
internal static class SqlApiBindings
{
    private const int NanosecondsPerTick = 100;

    public static void Write(Utf8JsonWriter json, SqlApiParameter parameter)
    {
        var (type, value) = Convert(parameter);
        json.WriteStartObject(parameter.ParameterName);
        json.WriteString("type", type);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static (string Type, string? Value) Convert(SqlApiParameter parameter)
    {
        var type = TypeOf(parameter);
        if (parameter.Value is null or DBNull)
        {
            return (type, null);
        }

        try
        {
            return (type, Text(parameter.DbType, parameter.Value));
        }
        catch (Exception exception)
            when (exception is InvalidCastException or FormatException or OverflowException)
        {
            throw new SqlApiException(
                SqlApiErrors.InvalidConversion,
                $"Parameter '{parameter.ParameterName}' has a value of type {parameter.Value.GetType().Name}, which is "
                + $"no {parameter.DbType}.",
                SqlApiEffect.None,
                exception);
        }
    }

    private static string TypeOf(SqlApiParameter parameter) => parameter.DbType switch
    {
        DbType.String or DbType.AnsiString => "TEXT",
        DbType.Int16 or DbType.Int32 or DbType.Int64 or DbType.Decimal => "FIXED",
        DbType.Double or DbType.Single => "REAL",
        DbType.Boolean => "BOOLEAN",
        DbType.DateTime => "TIMESTAMP_NTZ",
        DbType.DateTimeOffset => "TIMESTAMP_TZ",
        DbType.Binary => "BINARY",
        _ => throw new SqlApiException(
            SqlApiErrors.UnsupportedType,
            $"Parameter '{parameter.ParameterName}' has the type {parameter.DbType}, which has no match.",
            SqlApiEffect.None),
    };

    private static string Text(DbType type, object value) => type switch
    {
        DbType.Int16 or DbType.Int32 or DbType.Int64 =>
            System.Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        DbType.Decimal =>
            System.Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        DbType.Double or DbType.Single =>
            System.Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        DbType.Boolean => (bool)value ? "true" : "false",
        DbType.DateTime => Nanoseconds(((DateTime)value).Ticks),
        DbType.DateTimeOffset => Instant((DateTimeOffset)value),
        DbType.Binary => System.Convert.ToHexString((byte[])value),
        _ => (string)value,
    };

    // The offset is written in minutes, from a day before.
    private static string Instant(DateTimeOffset value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Nanoseconds(value.UtcTicks)} {(int)value.Offset.TotalMinutes + (24 * 60)}");

    private static string Nanoseconds(long ticks) =>
        ((Int128)(ticks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
