using FleetQ.Host.Settings;
using FleetQ.Host.Tests.Support;
using FleetQ.TestKit;
using NLog.Targets;

namespace FleetQ.Host.Tests.Security;

public sealed class ApiKeyFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_file_changes_the_keys_and_a_broken_one_does_not()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "# keys\none:viewer:first-key\n", Token);
        using var lines = new MemoryTarget("memory");
        await using var output = LogOutputs.Open(lines, LogFormat.Json, LogLevelWord.Info);
        await using var host = new HostUnderTest();
        await host.RunAsync([("API_KEYS_FILE", file)], output.Loggers);
        Assert.Equal(200, await AskAsync(host, "first-key"));

        await KeyFile.ReplaceAsync(file, "two:viewer:second-key\n", Token);
        await UntilAsync(host, "second-key", 200);
        Assert.Equal(401, await AskAsync(host, "first-key"));

        await KeyFile.ReplaceAsync(file, "this is no key", Token);
        await Eventually.HoldsAsync(
            "the broken file was seen",
            Eventually.Patience,
            () => Task.FromResult(lines.Logs.Any(
                static line => line.Contains("\"event\":\"keys_refused\"", StringComparison.Ordinal))),
            Token);
        Assert.Equal(200, await AskAsync(host, "second-key"));
        File.Delete(file);
    }

    private static Task UntilAsync(HostUnderTest host, string key, int status) => Eventually.HoldsAsync(
        $"the key answers {status}",
        Eventually.Patience,
        async () => await AskAsync(host, key) == status,
        Token);

    private static async Task<int> AskAsync(HostUnderTest host, string key) =>
        (await host.SendAsync(HttpMethod.Get, "/health", body: null, ("X-API-Key", key))).Status;
}
