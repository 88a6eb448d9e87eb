using System.Data.Common;
using System.Globalization;

namespace FleetQ.Storage.Postgres;

/// <summary>What the server says of itself at a connection.</summary>
internal sealed record PostgresFacts(
    int VersionNumber,
    string Version,
    bool IsStandby,
    bool IsReadOnly,
    string Encoding,
    string SynchronousCommit,
    string Fsync,
    string? Schema)
{
    /// <summary>Older servers lack what the statements use, and get no repairs any more.</summary>
    public const int VersionNumberMin = 130_000;

    public static PostgresFacts Read(DbDataReader row) => new(
        row.GetInt32(row.GetOrdinal("version_num")),
        row.GetString(row.GetOrdinal("version")),
        row.GetInt32(row.GetOrdinal("is_standby")) == 1,
        row.GetString(row.GetOrdinal("read_only")) == "on",
        row.GetString(row.GetOrdinal("encoding")),
        row.GetString(row.GetOrdinal("synchronous_commit")),
        row.GetString(row.GetOrdinal("fsync")),
        row.IsDBNull(row.GetOrdinal("schema_name")) ? null : row.GetString(row.GetOrdinal("schema_name")));

    /// <summary>Why this server cannot be the store, and what to do; null when it can.</summary>
    public (string Fact, string Advice)? FindObstacle()
    {
        if (VersionNumber < VersionNumberMin)
        {
            return (
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"runs PostgreSQL {Version}, which is too old: FleetQ needs {VersionNumberMin / 10_000} or newer."),
                "Upgrade the server.");
        }

        if (IsStandby || IsReadOnly)
        {
            return (
                IsStandby ? "is a standby, which takes no writes." : "is set to read-only.",
                $"Name the server that takes writes in {PostgresAddress.Setting}; of several hosts, FleetQ finds it.");
        }

        return Encoding == "UTF8"
            ? null
            : ($"has the encoding {Encoding}, which cannot hold all texts.",
                "Create a database with encoding 'UTF8' and template template0, and name that.");
    }

    /// <summary>Whether an acknowledged write survives the loss of the server's power.</summary>
    public bool IsDurable => Fsync == "on" && SynchronousCommit != "off";
}
