using System.Security.Cryptography;
using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Copying;

/// <summary>
/// Copies plugins into the private folder, by their contents: equal files are one copy. By one caller at a time.
/// </summary>
internal sealed class PluginCopier : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>The most that one plugin may weigh: more is something else by mistake.</summary>
    public const long BytesMax = 2L << 30;

    private readonly Dictionary<string, int> uses = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private CopyFolder? folder;

    /// <summary>True once there was a place to copy to.</summary>
    public bool IsOpen => folder is not null;

    /// <summary>Copies a plugin as it is now. Each copy is given back by <see cref="Release"/>.</summary>
    /// <exception cref="IOException">A file cannot be read or written, or there is too much of it.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public async Task<PluginCopy> CopyAsync(PluginCandidate plugin, CancellationToken cancellationToken)
    {
        folder ??= CopyFolder.Make();
        var incoming = folder.MakeIncoming();
        try
        {
            var files = await CopyFilesAsync(plugin, incoming, cancellationToken).ConfigureAwait(false);
            var fingerprint = Fingerprint.Of(files);
            var target = folder.PathOf(plugin.Name, fingerprint);
            Take(target);
            if (!Directory.Exists(target))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                Directory.Move(incoming, target);
            }

            var copy = plugin with
            {
                Folder = target,
                MainAssembly = Path.Combine(target, Path.GetFileName(plugin.MainAssembly)),
                CopiedFrom = plugin.Folder,
            };
            return new PluginCopy(plugin, copy, fingerprint, files);
        }
        finally
        {
            TryRemove(incoming);
        }
    }

    /// <summary>Gives a copy back; the last one removes its files.</summary>
    public void Release(PluginCopy copy)
    {
        lock (gate)
        {
            if (--uses[copy.Plugin.Folder] == 0)
            {
                uses.Remove(copy.Plugin.Folder);
                TryRemove(copy.Plugin.Folder);
            }
        }
    }

    /// <summary>Removes all copies.</summary>
    public void Dispose() => folder?.Dispose();

    private void Take(string target)
    {
        lock (gate)
        {
            uses[target] = uses.GetValueOrDefault(target) + 1;
        }
    }

    private async Task<IReadOnlyList<CopiedFile>> CopyFilesAsync(
        PluginCandidate plugin, string incoming, CancellationToken cancellationToken)
    {
        var copied = new List<CopiedFile>();
        var bytesLeft = BytesMax;
        foreach (var file in plugin.Files())
        {
            var relative = Fingerprint.RelativePath(plugin, file);
            var target = Path.Combine(incoming, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var (sum, bytes) = await CopyFileAsync(file, target, bytesLeft, cancellationToken).ConfigureAwait(false);
            bytesLeft -= bytes;
            ShareNative(target, sum);
            copied.Add(new CopiedFile(relative, sum));
        }

        copied.Sort(static (left, right) => string.CompareOrdinal(left.RelativePath, right.RelativePath));
        return copied;
    }

    // The bytes that are written are the bytes that are summed: what changes later is neither.
    private static async Task<(string Sum, long Bytes)> CopyFileAsync(
        string source, string target, long bytesMax, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var total = 0L;
        var input = new FileStream(
            source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
        await using var _ = input.ConfigureAwait(false);
        var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
        await using var __ = output.ConfigureAwait(false);
        while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            total += count;
            if (total > bytesMax)
            {
                throw new IOException($"the plugin is larger than {BytesMax} bytes");
            }

            hash.AppendData(buffer, 0, count);
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(output.SafeFileHandle, File.GetUnixFileMode(input.SafeFileHandle)
                | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), total);
    }

    // A native library is never unmapped: from one place it is mapped once, however often its plugin is reloaded.
    private void ShareNative(string path, string sum)
    {
        if (!OperatingSystem.IsLinux() || !IsNative(path))
        {
            return;
        }

        var shared = folder!.PathOfNative(sum, Path.GetFileName(path));
        if (!File.Exists(shared))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(shared)!);
            File.Move(path, shared);
        }
        else
        {
            File.Delete(path);
        }

        File.CreateSymbolicLink(path, shared);
    }

    private static bool IsNative(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal);
    }

    private static void TryRemove(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It goes with the whole folder, or with the next process.
        }
    }
}
