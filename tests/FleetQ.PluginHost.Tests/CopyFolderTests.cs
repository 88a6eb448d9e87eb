using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class CopyFolderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_folder_of_a_process_that_died_is_removed_and_that_of_a_live_one_stays()
    {
        using var live = CopyFolder.Make();
        var dead = Directory.CreateTempSubdirectory("fleetq-copies-").FullName;
        // The owner last: from then on any host of this machine may remove the folder.
        await File.WriteAllTextAsync(Path.Combine(dead, "left.dll"), "left", Token);
        await File.WriteAllTextAsync(Path.Combine(dead, "owner.new"), "", Token);
        File.Move(Path.Combine(dead, "owner.new"), Path.Combine(dead, "owner"));

        using var next = CopyFolder.Make();

        await Eventually.TrueAsync(() => !Directory.Exists(dead));
        Assert.True(Directory.Exists(live.Root));
    }

    [Fact]
    public async Task Only_the_user_of_the_host_can_read_the_copies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var sandbox = new PluginSandbox("Good");
        using var copier = new PluginCopier();

        var copy = await copier.CopyAsync(CandidateOf(sandbox, "Good"), Token);

        var root = Path.GetDirectoryName(Path.GetDirectoryName(copy.Plugin.Folder)!)!;
        if (!OperatingSystem.IsWindows())
        {
            var user = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(user, File.GetUnixFileMode(root));
        }
    }

    [Fact]
    public async Task A_native_library_that_did_not_change_keeps_its_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Native libraries are shared by link on Linux.");
        await using var sandbox = new PluginSandbox("RootedBySqlite");
        using var copier = new PluginCopier();
        var first = await copier.CopyAsync(CandidateOf(sandbox, "RootedBySqlite"), Token);
        await File.AppendAllTextAsync(sandbox.Path("RootedBySqlite", "notes.txt"), "new", Token);

        var second = await copier.CopyAsync(CandidateOf(sandbox, "RootedBySqlite"), Token);

        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Equal(PlaceOfNative(first), PlaceOfNative(second));
    }

    [Fact]
    public async Task Equal_files_are_one_copy_which_goes_with_its_last_use()
    {
        await using var sandbox = new PluginSandbox("Good");
        using var copier = new PluginCopier();
        var first = await copier.CopyAsync(CandidateOf(sandbox, "Good"), Token);
        var second = await copier.CopyAsync(CandidateOf(sandbox, "Good"), Token);

        copier.Release(first);
        var isThere = File.Exists(second.Plugin.MainAssembly);
        copier.Release(second);

        Assert.Equal(first.Plugin, second.Plugin);
        Assert.True(isThere);
        Assert.False(Directory.Exists(second.Plugin.Folder));
    }

    private static PluginCandidate CandidateOf(PluginSandbox sandbox, string name) =>
        PluginFolder.Scan(sandbox.Folder).Candidates.Single(candidate => candidate.Name == name);

    private static string PlaceOfNative(PluginCopy copy)
    {
        var path = copy.Files.Single(static file =>
            file.RelativePath.EndsWith("linux-x64/native/libe_sqlite3.so", StringComparison.Ordinal));
        return File.ResolveLinkTarget(Path.Combine(copy.Plugin.Folder, path.RelativePath), returnFinalTarget: true)!
            .FullName;
    }
}
