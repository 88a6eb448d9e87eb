using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace FleetQ.Storage;

/// <summary>Gives a command its values.</summary>
internal static class SqlValues
{
    /// <summary>By name, in the order of the call.</summary>
    public static void SetNamed(this DbCommand command, IReadOnlyList<(string Name, object? Value)> values)
    {
        if (command.Parameters.Count == 0)
        {
            foreach (var value in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = ":" + value.Name;
                command.Parameters.Add(parameter);
            }
        }

        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }
    }

    /// <summary>By place: parameters are called 1, 2 and so on, and say what type they are.</summary>
    public static void SetPlaced(
        this DbCommand command,
        IReadOnlyList<(string Name, object? Value)> values,
        string token,
        ImmutableArray<string> places)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (command.Parameters.Count == i)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = (i + 1).ToString(CultureInfo.InvariantCulture);
                command.Parameters.Add(parameter);
            }

            var value = places[i] == SqlOperation.Token ? token : Find(values, places[i]);
            command.Parameters[i].DbType = TypeOf(value);
            command.Parameters[i].Value = value ?? DBNull.Value;
        }
    }

    private static object? Find(IReadOnlyList<(string Name, object? Value)> values, string name)
    {
        foreach (var value in values)
        {
            if (value.Name == name)
            {
                return value.Value;
            }
        }

        throw new KeyNotFoundException($"The statement names ':{name}', for which there is no value.");
    }

    private static DbType TypeOf(object? value) => value switch
    {
        null or string => DbType.String,
        int => DbType.Int32,
        long => DbType.Int64,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "No statement takes this type."),
    };
}
