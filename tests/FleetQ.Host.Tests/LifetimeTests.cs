using System.Diagnostics;
using FleetQ.Host.Tests.Support;
using FleetQ.TestKit;

namespace FleetQ.Host.Tests;

public sealed class LifetimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopping_host_lets_its_waiting_readers_go_with_what_is_known()
    {
        await using var host = await HostUnderTest.StartAsync();
        var stepId = await host.SubmitAsync("""{"type":"echo","delay_seconds":1000}""");
        var waiting = host.GetAsync($"/status/{stepId}?wait=60");
        await Eventually.TrueAsync(() => host.Host.Engine.StepWatch.WaitingCount == 1);
        var asked = Stopwatch.StartNew();

        await host.StopAsync();

        var answer = await waiting;
        Assert.Equal("scheduled", answer.Json.GetProperty("status").GetString());
        Assert.InRange(asked.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_client_that_leaves_frees_its_wait()
    {
        await using var host = await HostUnderTest.StartAsync();
        var stepId = await host.SubmitAsync("""{"type":"echo","delay_seconds":1000}""");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = host.Http.GetAsync(new Uri(host.Address, $"/status/{stepId}?wait=60"), leaving.Token);
        leaving.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal(200, (await host.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task A_step_that_runs_when_the_host_stops_is_given_back()
    {
        await using var host = await HostUnderTest.StartAsync(("SHUTDOWN_TIMEOUT", "0.5"));
        var stepId = await host.SubmitAsync("""{"type":"sleep","args":{"ms":60000}}""");
        await Eventually.HoldsAsync(
            "the step runs",
            Eventually.Patience,
            async () => (await host.GetAsync($"/status/{stepId}")).Json.GetProperty("status").GetString() == "claimed",
            Token);
        var waiting = host.GetAsync($"/status/{stepId}?wait=60");

        await host.StopAsync();

        var step = (await waiting).Json;
        Assert.Equal("pending", step.GetProperty("status").GetString());
        Assert.Equal(0, step.GetProperty("retry_count").GetInt32());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_sentence_with_exit_code_1()
    {
        await using var host = await HostUnderTest.StartAsync();
        var keys = Path.Combine(host.Folder, "keys");
        await File.WriteAllTextAsync(keys, "one:viewer:first-key", Token);

        var (exitCode, output) = await RunAsync(
            host.Folder,
            [],
            ("FLEET_Q_API_KEYS_FILE", keys),
            ("FLEET_Q_API_PORT", host.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(1, exitCode);
        Assert.Contains("FLEET_Q_API_PORT", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_prints_its_version_and_its_configuration()
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-host-").FullName;

        var version = await RunAsync(folder, ["--version"]);
        var page = await RunAsync(folder, ["--print-configuration"]);
        var unknown = await RunAsync(folder, ["--help-me"]);

        Assert.Equal(0, version.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
        Assert.Contains("`FLEET_Q_SQLITE_DB_PATH`", page.Output, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "test-host", "FleetQ.Host"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await error);
    }
}
