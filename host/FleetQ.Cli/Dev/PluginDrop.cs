using System.Security.Cryptography;

namespace FleetQ.Cli.Dev;

/// <summary>Brings a plugin's build into a folder of plugins: each file whole, by rename, the main DLL last.</summary>
internal sealed class PluginDrop(DevProject project, string pluginsFolder)
{
    private readonly string folder = Path.Combine(pluginsFolder, project.Name);

    private string MainFile => Path.Combine(folder, project.Name + ".dll");

    /// <summary>Copies what differs.</summary>
    /// <returns>Whether anything did.</returns>
    public bool Bring()
    {
        Directory.CreateDirectory(folder);
        var wanted = Directory.GetFiles(project.Output, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(project.Output, file))
            .OrderBy(file => file == Path.GetFileName(MainFile))
            .ThenBy(static file => file, StringComparer.Ordinal)
            .ToArray();
        var changed = false;
        foreach (var file in wanted)
        {
            changed |= Bring(Path.Combine(project.Output, file), Path.Combine(folder, file));
        }

        foreach (var gone in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !wanted.Contains(Path.GetRelativePath(folder, file))))
        {
            File.Delete(gone);
            changed = true;
        }

        return changed;
    }

    private bool Bring(string from, string to)
    {
        if (File.Exists(to) && SumOf(from).AsSpan().SequenceEqual(SumOf(to)))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        // Beside the folder, on the same disk: a host never sees half a file.
        var staged = Path.Combine(pluginsFolder, $"_{Path.GetFileName(to)}.{Environment.ProcessId}");
        File.Copy(from, staged, overwrite: true);
        File.Move(staged, to, overwrite: true);
        return true;
    }

    private static byte[] SumOf(string file)
    {
        using var stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }
}
