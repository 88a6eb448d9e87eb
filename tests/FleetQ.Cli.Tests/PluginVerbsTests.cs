using System.Security.Cryptography;
using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Cli.Tests;

/// <summary>fleetq plugin check, sum and sign: no host is asked.</summary>
public sealed class PluginVerbsTests
{
    [Fact]
    public async Task Every_plugin_of_a_folder_is_judged()
    {
        var run = await CliProcess.RunAsync(["plugin", "check", PublishedHost.Plugins, "-o", "json"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            run.Json.EnumerateArray(),
            static plugin => plugin.GetProperty("name").GetString() == "FleetQ.Plugins.Csv"
                && plugin.GetProperty("is_sound").GetBoolean());
    }

    [Fact]
    public async Task The_output_of_a_build_is_judged_whatever_its_folder_is_called()
    {
        var run = await CliProcess.RunAsync(["plugin", "check", Builds.Of("NewerContract")]);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("NewerContract +.* contract-newer", run.Out);
        Assert.Contains("Upgrade the host first", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sums_are_an_allow_list_until_a_file_changes()
    {
        using var folder = new TempFolder();
        var plugin = folder.Take(Builds.Sample("FleetQ.Plugins.Echo"), "plugins", "FleetQ.Plugins.Echo");
        var sums = await CliProcess.RunAsync(["plugin", "sum", plugin]);
        await File.WriteAllTextAsync(folder.In("sums"), sums.Out, TestContext.Current.CancellationToken);

        var before = await CliProcess.RunAsync(["plugin", "check", plugin, "--allowlist", folder.In("sums")]);
        await File.AppendAllTextAsync(
            Path.Combine(plugin, "FleetQ.Plugins.Echo.deps.json"), " ", TestContext.Current.CancellationToken);
        var after = await CliProcess.RunAsync(["plugin", "check", plugin, "--allowlist", folder.In("sums")]);

        Assert.Equal(0, before.ExitCode);
        Assert.Equal(1, after.ExitCode);
        Assert.Contains("FleetQ.Plugins.Echo.deps.json", after.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sums_of_one_plugin_are_what_its_publisher_signs()
    {
        using var folder = new TempFolder();
        var plugin = folder.Take(Builds.Sample("FleetQ.Plugins.Echo"), "FleetQ.Plugins.Echo");
        using var key = Key(folder);

        var sums = await CliProcess.RunAsync(["plugin", "sum", plugin]);
        var signed = await CliProcess.RunAsync(["plugin", "sign", plugin, "--key", folder.In("publisher.key")]);

        Assert.Equal(0, signed.ExitCode);
        Assert.Equal(
            sums.Out,
            await File.ReadAllTextAsync(Path.Combine(plugin, "fleetq.sums"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_signed_plugin_is_sound_for_the_publishers_key_until_a_file_comes_to_it()
    {
        using var folder = new TempFolder();
        var plugin = folder.Take(Builds.Sample("FleetQ.Plugins.Echo"), "FleetQ.Plugins.Echo");
        using var key = Key(folder);
        string[] check = ["plugin", "check", plugin, "--publisher-keys", folder.In("publisher.pub")];

        var unsigned = await CliProcess.RunAsync(check);
        await CliProcess.RunAsync(["plugin", "sign", plugin, "--key", folder.In("publisher.key")]);
        var signed = await CliProcess.RunAsync(check);
        await File.WriteAllTextAsync(
            Path.Combine(plugin, "extra.txt"), "", TestContext.Current.CancellationToken);
        var extra = await CliProcess.RunAsync(check);

        Assert.Equal((1, 0, 1), (unsigned.ExitCode, signed.ExitCode, extra.ExitCode));
        Assert.Contains("not-signed", unsigned.Out, StringComparison.Ordinal);
        Assert.Contains("'extra.txt' is not listed", extra.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_private_key_signs_nothing()
    {
        using var folder = new TempFolder();
        var plugin = folder.Take(Builds.Sample("FleetQ.Plugins.Echo"), "FleetQ.Plugins.Echo");
        using var key = Key(folder);

        var run = await CliProcess.RunAsync(["plugin", "sign", plugin, "--key", folder.In("publisher.pub")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds no private key", run.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(plugin, "fleetq.sums")));
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_wrong_usage()
    {
        var run = await CliProcess.RunAsync(["plugin", "check", "no-such-folder"]);

        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_new_plugin_without_the_template_says_what_to_install()
    {
        using var folder = new TempFolder();
        var variables = new Dictionary<string, string?> { ["DOTNET_CLI_HOME"] = folder.In("home") };

        var run = await CliProcess.RunAsync(["plugin", "new", "Hello"], variables, folder: folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("dotnet new install FleetQ.Templates", run.Err, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.In("Hello")));
    }

    private static ECDsa Key(TempFolder folder)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.In("publisher.key"), key.ExportECPrivateKeyPem());
        File.WriteAllText(folder.In("publisher.pub"), key.ExportSubjectPublicKeyInfoPem());
        return key;
    }
}
