using System.Security.Cryptography;

namespace FleetQ.PluginHost.Copying;

/// <summary>
/// A private temporary folder of this process, for the copies of plugins. Disposing removes it; what a killed process
/// left behind is removed by the next one.
/// </summary>
internal sealed class CopyFolder : IDisposable
{
    private const string Prefix = "fleetq-copies-";
    private const string OwnerFile = "owner";
    private const string EarlyOwnerFile = "owner.new";

    private readonly FileStream owner;

    private CopyFolder(string path, FileStream owner)
    {
        Root = path;
        this.owner = owner;
    }

    /// <summary>The folder's path.</summary>
    public string Root { get; }

    /// <summary>Makes the folder, which only this user can read, and removes leftovers.</summary>
    /// <exception cref="IOException">The temporary folder of the system cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public static CopyFolder Make()
    {
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        var folder = new CopyFolder(path, Own(path));
        folder.RemoveLeftovers();
        return folder;
    }

    /// <summary>Where one set of a plugin's files belongs.</summary>
    public string PathOf(string plugin, string fingerprint) => Path.Combine(Root, plugin, fingerprint);

    /// <summary>A new empty folder on the same volume.</summary>
    public string MakeIncoming() =>
        Directory.CreateDirectory(
            Path.Combine(Root, ".incoming", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)))).FullName;

    /// <summary>Where a native library with these contents belongs: one place, however often it is copied.</summary>
    public string PathOfNative(string sum, string name) => Path.Combine(Root, ".native", sum, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        owner.Dispose();
        TryRemove(Root);
    }

    // A live process holds the lock on its folder's owner file, in whatever container it runs; a dead one does not.
    private void RemoveLeftovers()
    {
        if (!IsLocked(Root))
        {
            return;
        }

        foreach (var other in Directory.EnumerateDirectories(Path.GetDirectoryName(Root)!, Prefix + "*"))
        {
            if (other != Root && File.Exists(Path.Combine(other, OwnerFile)) && !IsLocked(other))
            {
                TryRemove(other);
            }
        }
    }

    // Unix opens a file first and locks it then: under its name it appears locked, or another process might find it in
    // between and take the folder for a leftover.
    private static FileStream Own(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return LockOf(folder, FileMode.CreateNew);
        }

        var early = Path.Combine(folder, EarlyOwnerFile);
        var owner = new FileStream(early, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        File.Move(early, Path.Combine(folder, OwnerFile));
        return owner;
    }

    private static bool IsLocked(string folder)
    {
        try
        {
            LockOf(folder, FileMode.Open).Dispose();
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static FileStream LockOf(string folder, FileMode mode) =>
        new(Path.Combine(folder, OwnerFile), mode, FileAccess.ReadWrite, FileShare.None);

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // On some systems a loaded library cannot be removed; the next process does it.
        }
    }
}
