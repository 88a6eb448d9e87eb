namespace FleetQ.Storage.Sqlite;

/// <summary>Tells on which kind of file system a path is, from the text of <c>/proc/mounts</c>.</summary>
internal sealed class MountTable(string text)
{
    private static readonly string[] NetworkKinds =
        ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "ceph"];

    /// <summary>Reads this machine's table; empty where there is none.</summary>
    public static MountTable Read()
    {
        const string place = "/proc/mounts";
        return new MountTable(File.Exists(place) ? File.ReadAllText(place) : "");
    }

    /// <summary>
    /// The kind of network file system that an absolute path is on; null when it is on a local or an unknown one.
    /// </summary>
    public string? FindNetworkKind(string path)
    {
        var kind = text.Split('\n')
            .Select(static line => line.Split(' '))
            .Where(static fields => fields.Length >= 3)
            .Select(static fields => (Point: Unescape(fields[1]), Kind: fields[2]))
            .Where(mount => Holds(mount.Point, path))
            // Of two mounts at one point, the later one is seen.
            .Reverse()
            .OrderByDescending(static mount => mount.Point.Length)
            .Select(static mount => mount.Kind)
            .FirstOrDefault();
        return kind is not null && IsNetwork(kind) ? kind : null;
    }

    private static bool Holds(string point, string path) =>
        path.StartsWith(point, StringComparison.Ordinal)
        && (point.EndsWith('/') || path.Length == point.Length || path[point.Length] == '/');

    private static bool IsNetwork(string kind) =>
        NetworkKinds.Contains(kind, StringComparer.Ordinal) || kind.StartsWith("fuse.", StringComparison.Ordinal);

    private static string Unescape(string point) => point
        .Replace("\\040", " ", StringComparison.Ordinal)
        .Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal)
        .Replace("\\134", "\\", StringComparison.Ordinal);
}
