using System.Threading.Channels;

namespace FleetQ.Cli.Dev;

/// <summary>Tells of changes of a project's sources, once an editor has written them all.</summary>
internal sealed class SourceWatch : IDisposable
{
    // Editors write a file in several steps, and "save all" writes several files.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    private readonly Channel<bool> changes = Channel.CreateUnbounded<bool>();
    private readonly FileSystemWatcher watcher;
    private readonly string folder;
    private readonly TimeProvider time;

    public SourceWatch(string folder, TimeProvider time)
    {
        this.folder = folder;
        this.time = time;
        watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024 };
        watcher.Changed += (_, change) => Take(change.FullPath, isNew: false);
        // Many editors save to another file and rename it over the old one.
        watcher.Renamed += (_, change) => Take(change.FullPath, isNew: !IsSource(change.FullPath));
        watcher.Created += (_, change) => Take(change.FullPath, isNew: true);
        watcher.Deleted += (_, change) => Take(change.FullPath, isNew: true);
        watcher.Error += (_, _) => changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for the next change.</summary>
    /// <returns>
    /// True when MSBuild must look: a file came or went, or something other than a source changed.
    /// </returns>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        var needsBuild = await changes.Reader.ReadAsync(cancellationToken);
        do
        {
            while (changes.Reader.TryRead(out var next))
            {
                needsBuild |= next;
            }

            await Task.Delay(Quiet, time, cancellationToken);
        }
        while (changes.Reader.TryPeek(out _));

        return needsBuild;
    }

    public void Dispose() => watcher.Dispose();

    private void Take(string path, bool isNew)
    {
        var inside = Path.GetRelativePath(folder, path);
        var top = inside.Split(Path.DirectorySeparatorChar)[0];
        if (top is "obj" or "bin" or "artifacts" || top.StartsWith('.'))
        {
            return;
        }

        if (IsSource(path))
        {
            changes.Writer.TryWrite(isNew);
        }
        else if (Path.GetExtension(path) is ".csproj" or ".props" or ".targets" or ".json" or ".resx")
        {
            changes.Writer.TryWrite(true);
        }
    }

    private static bool IsSource(string path) => Path.GetExtension(path) is ".cs";
}
