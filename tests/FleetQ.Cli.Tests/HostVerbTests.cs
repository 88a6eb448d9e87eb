using System.Globalization;
using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Cli.Tests;

/// <summary>fleetq host, under somebody who ends the tool and knows nothing of the host.</summary>
public sealed class HostVerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_to_the_tool_alone_ends_the_host_in_order_and_gives_its_steps_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TempFolder();
        var port = FreePort.Take();
        var variables = new Dictionary<string, string?>
        {
            ["FLEET_Q_API_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["FLEET_Q_PLUGINS_DIR"] = PublishedHost.Plugins,
            ["FLEET_Q_SQLITE_DB_PATH"] = folder.In("fleetq.db"),
            ["FLEET_Q_LOG_FORMAT"] = "json",
            ["FLEET_Q_SHUTDOWN_TIMEOUT"] = "0.2",
        };
        await using var tool = EndingProcess.Of(
            CliProcess.Start(["host", "--host", PublishedHost.GetExecutable()], variables, folder.Path));
        using var client = new FleetClient(new Uri($"http://127.0.0.1:{port}"));
        await Eventually.HoldsAsync("the host is ready", Eventually.Patience, () => client.IsReadyAsync(Ct), Ct);
        await client.SubmitAsync(StepBody.Sleep(TimeSpan.FromMinutes(10)), Ct);
        await client.WaitForClaimsAsync(1, Ct);

        HostSignal.Send(tool.Id, HostSignal.Terminate);
        var (exitCode, said) = await tool.WaitForEndAsync(Ct);

        Assert.Equal(130, exitCode);
        Assert.Contains("\"event\":\"pod_left\"", said, StringComparison.Ordinal);
        Assert.False(await client.IsLiveAsync(Ct));
    }
}
