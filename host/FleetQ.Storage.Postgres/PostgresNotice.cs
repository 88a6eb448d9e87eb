using System.Globalization;

using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Postgres;

/// <summary>What an announcement says: what changed, and which store object says it.</summary>
internal static class PostgresNotice
{
    /// <summary>Writes a notice.</summary>
    public static string Write(StoreChange change, string sender) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)change} {sender}");

    /// <summary>
    /// Reads what a notice means to a listener. A pod's own loops know already which steps it made ready; a text of
    /// another version of FleetQ may mean anything.
    /// </summary>
    public static StoreChange Read(string notice, string self)
    {
        var parts = notice.Split(' ');
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var number))
        {
            return StoreChange.Any;
        }

        var change = (StoreChange)number & StoreChange.Any;
        return parts[1] == self ? change & StoreChange.StepsEnded : change;
    }
}
