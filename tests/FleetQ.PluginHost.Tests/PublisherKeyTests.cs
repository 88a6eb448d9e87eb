using System.Security.Cryptography;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class PublisherKeyTests : IAsyncLifetime
{
    private readonly PluginSandbox sandbox = new("PrivateDependencyNew");
    private readonly Publisher publisher = new();
    private readonly Publisher stranger = new();

    private string Plugin => sandbox.Path("PrivateDependencyNew");

    public async ValueTask InitializeAsync()
    {
        sandbox.Options = options => options with { PublisherKeysFile = sandbox.KeysFile };
        await WriteKeysAsync(publisher.PublicKey);
        publisher.Sign(Plugin);
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        publisher.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public async Task A_plugin_that_its_publisher_signed_is_loaded()
    {
        var report = await LoadAsync();

        Assert.Null(report.Error);
        Assert.Equal(PluginState.Loaded, report.State);
    }

    [Fact]
    public async Task With_a_second_key_the_plugins_of_both_publishers_are_loaded()
    {
        sandbox.Add("Good");
        stranger.Sign(sandbox.Path("Good"));
        await WriteKeysAsync("The former:\n" + stranger.PublicKey + "The next:\n" + publisher.PublicKey);

        var catalog = await sandbox.LoadAsync();

        Assert.All(catalog.Plugins, static plugin => Assert.Null(plugin.Error));
    }

    [Fact]
    public async Task A_plugin_that_somebody_else_signed_is_refused()
    {
        stranger.Sign(Plugin);

        var report = await LoadAsync();

        Assert.Equal(RefusalCodes.NotSigned, report.Code);
        Assert.Contains("'fleetq.sums' of plugin 'PrivateDependencyNew'", report.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fleetq.sums")]
    [InlineData("fleetq.sums.sig")]
    public async Task A_plugin_without_sums_or_signature_is_refused(string file)
    {
        File.Delete(Path.Combine(Plugin, file));

        var report = await LoadAsync();

        Assert.Equal(RefusalCodes.NotSigned, report.Code);
        Assert.Contains($"has no '{file}'", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_DLL_is_refused()
    {
        sandbox.AddLone("Good");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal([RefusalCodes.NotSigned, null], catalog.Plugins.Select(static plugin => plugin.Code));
    }

    [Fact]
    public async Task A_changed_file_is_named()
    {
        await File.AppendAllTextAsync(
            Path.Combine(Plugin, "Humanizer.dll"), " ", TestContext.Current.CancellationToken);

        var report = await LoadAsync();

        Assert.Equal(RefusalCodes.NotSigned, report.Code);
        Assert.Contains("'Humanizer.dll' was changed", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extra_file_is_named()
    {
        Directory.CreateDirectory(Path.Combine(Plugin, "de"));
        await File.WriteAllTextAsync(
            Path.Combine(Plugin, "de", "Extra.dll"), "", TestContext.Current.CancellationToken);

        var report = await LoadAsync();

        Assert.Contains("'de/Extra.dll' is not listed", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        File.Delete(Path.Combine(Plugin, "PrivateDependencyNew.pdb"));

        var report = await LoadAsync();

        Assert.Contains("'PrivateDependencyNew.pdb' is missing", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_another_folder_than_the_signed_one_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Plugin, "de"));
        File.Move(Path.Combine(Plugin, "Humanizer.dll"), Path.Combine(Plugin, "de", "Humanizer.dll"));

        var report = await LoadAsync();

        Assert.Contains("'de/Humanizer.dll' is not listed", report.Error, StringComparison.Ordinal);
        Assert.Contains("'Humanizer.dll' is missing", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_that_were_changed_after_they_were_signed_are_refused()
    {
        await File.AppendAllTextAsync(
            Path.Combine(Plugin, "fleetq.sums"), "# more\n", TestContext.Current.CancellationToken);

        Assert.Equal(RefusalCodes.NotSigned, (await LoadAsync()).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no signature")]
    public async Task What_is_no_signature_is_refused(string signature)
    {
        await File.WriteAllTextAsync(
            Path.Combine(Plugin, "fleetq.sums.sig"), signature, TestContext.Current.CancellationToken);

        Assert.Equal(RefusalCodes.NotSigned, (await LoadAsync()).Code);
    }

    [Fact]
    public async Task Signed_sums_that_list_a_file_twice_are_refused()
    {
        var sums = Path.Combine(Plugin, "fleetq.sums");
        var lines = await File.ReadAllLinesAsync(sums, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(sums, lines[0] + "\n", TestContext.Current.CancellationToken);
        publisher.SignSums(Plugin);

        var report = await LoadAsync();

        Assert.Equal(RefusalCodes.NotSigned, report.Code);
        Assert.Contains("is listed twice", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_as_find_and_sha256sum_write_them_are_understood()
    {
        var sums = Path.Combine(Plugin, "fleetq.sums");
        var lines = await File.ReadAllLinesAsync(sums, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            sums,
            lines.Reverse().Select(static line => line.Replace("  ", "  ./", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken);
        publisher.SignSums(Plugin);

        Assert.Null((await LoadAsync()).Error);
    }

    [Fact]
    public async Task A_file_of_keys_that_cannot_be_read_trusts_nobody()
    {
        using var weak = new Publisher(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var texts = new[]
        {
            "", "no key", publisher.PrivateKey, publisher.PublicKey + weak.PublicKey,
            rsa.ExportSubjectPublicKeyInfoPem(),
        };
        foreach (var text in texts)
        {
            await WriteKeysAsync(text);

            var report = await LoadAsync();

            Assert.Equal(RefusalCodes.NotSigned, report.Code);
            Assert.Contains(sandbox.KeysFile, report.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_plugin_may_have_to_be_signed_and_listed()
    {
        await File.WriteAllTextAsync(
            sandbox.AllowListFile,
            await File.ReadAllTextAsync(Path.Combine(Plugin, "fleetq.sums"), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        var both = await sandbox.LoadAsync(useAllowList: true);
        await File.WriteAllTextAsync(sandbox.AllowListFile, "", TestContext.Current.CancellationToken);
        var signedOnly = await sandbox.LoadAsync(useAllowList: true);

        Assert.Null(both.Plugins[0].Error);
        Assert.Equal(RefusalCodes.NotAllowed, signedOnly.Plugins[0].Code);
    }

    [Fact]
    public async Task A_key_that_is_added_lets_a_refused_plugin_in()
    {
        await WriteKeysAsync(stranger.PublicKey);
        var catalog = await sandbox.WatchAsync();
        Assert.Equal(RefusalCodes.NotSigned, catalog.Plugins[0].Code);

        await WriteKeysAsync(stranger.PublicKey + publisher.PublicKey);

        await catalog.ReportsAsync("PrivateDependencyNew", PluginState.Loaded);
    }

    [Fact]
    public async Task A_plugin_in_a_process_of_its_own_is_judged_before_the_process_starts()
    {
        await File.WriteAllTextAsync(
            Path.Combine(Plugin, "fleetq.json"),
            """{"isolation":"process"}""",
            TestContext.Current.CancellationToken);

        var extra = await LoadAsync();
        publisher.Sign(Plugin);
        var signed = await LoadAsync();

        Assert.Contains("'fleetq.json' is not listed", extra.Error, StringComparison.Ordinal);
        Assert.Equal(("process", null), (signed.Isolation, signed.Error));
    }

    private async Task<PluginReport> LoadAsync() => (await sandbox.LoadAsync()).Plugins[0];

    private Task WriteKeysAsync(string text) =>
        File.WriteAllTextAsync(sandbox.KeysFile, text, TestContext.Current.CancellationToken);
}
