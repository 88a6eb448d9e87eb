using System.Globalization;
using System.Text;

namespace FleetQ.PluginHost.Discovery;

/// <summary>
/// What a plugin's files look like from outside: name, size, time and link target of each. Another stamp means that
/// somebody works on them; the same stamp, seen for a while, that nobody does.
/// </summary>
/// <remarks>
/// Read, not told: no watcher of any system sees every kind of change (docs/adr/0016-reload-by-generations.md).
/// </remarks>
internal static class PluginStamp
{
    /// <summary>The stamp of a plugin that is not there.</summary>
    public const string Absent = "absent";

    /// <summary>Reads the stamp; what vanishes meanwhile is in it as gone.</summary>
    public static string Of(PluginCandidate plugin)
    {
        var stamp = new StringBuilder(plugin.MainAssembly).Append('\n');
        AppendTarget(stamp, new DirectoryInfo(plugin.IsLone ? plugin.Folder : Path.GetDirectoryName(plugin.Folder)!));
        AppendTarget(stamp, new DirectoryInfo(plugin.Folder));
        try
        {
            foreach (var file in plugin.Files())
            {
                AppendFile(stamp, file);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            stamp.Append("unreadable ").Append(failure.GetType().Name);
        }

        return stamp.ToString();
    }

    /// <summary>The stamp of one file that plugins depend on.</summary>
    public static string Of(string file)
    {
        var stamp = new StringBuilder();
        AppendFile(stamp, file);
        return stamp.ToString();
    }

    private static void AppendFile(StringBuilder stamp, string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true);
            var seen = target ?? file;
            stamp.Append(CultureInfo.InvariantCulture, $"{path}|{seen.Length}|{seen.LastWriteTimeUtc.Ticks}|")
                .Append(target?.FullName)
                .Append('\n');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            stamp.Append(path).Append("|gone\n");
        }
    }

    private static void AppendTarget(StringBuilder stamp, DirectoryInfo folder)
    {
        try
        {
            stamp.Append(folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName).Append('\n');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            stamp.Append("gone\n");
        }
    }
}
