using System.Globalization;
using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit.Fleet;
using FleetQ.TestKit.Stores;

namespace FleetQ.Cli.Tests;

/// <summary>What fleetq doctor says of a real server that cannot be used.</summary>
public sealed class DoctorPostgresTests : IAsyncLifetime
{
    private const string Wrong = "wr0ng-s3cret";

    private readonly TempFolder folder = new();
    private PrivatePostgres? server;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresPrograms.Find("initdb") is null, "PostgreSQL is not installed.");
        server = await PrivatePostgres.StartAsync();
    }

    [Fact]
    public async Task A_wrong_password_and_a_server_that_was_stopped()
    {
        await server!.RunAsync("create role locked login password 'right'");
        await server.DemandPasswordAsync("locked");

        var refused = await DoctorAsync();
        server.Stop();
        var stopped = await DoctorAsync();
        var migrate = await CliProcess.RunAsync(["migrate", "-o", "json"], Variables(), folder: folder.Path);

        Assert.Equal((1, 1, 1), (refused.ExitCode, stopped.ExitCode, migrate.ExitCode));
        AssertStore(refused, "password authentication failed", "Check user and password in FLEET_Q_POSTGRES");
        AssertStore(stopped, "cannot be used", "Check that the server runs");
        Assert.Contains("Check that the server runs", migrate.Err, StringComparison.Ordinal);
        Assert.All([refused, stopped, migrate], static run => Assert.DoesNotContain(
            Wrong, run.Out + run.Err, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void AssertStore(CliRun run, string what, string cure)
    {
        var finding = run.Json.GetProperty("findings").EnumerateArray()
            .Single(static finding => finding.GetProperty("where").GetString() == "store");
        Assert.Equal("problem", finding.GetProperty("severity").GetString());
        Assert.Contains(what, finding.GetProperty("what").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(cure, finding.GetProperty("cure").GetString(), StringComparison.Ordinal);
    }

    private Task<CliRun> DoctorAsync() =>
        CliProcess.RunAsync(["doctor", "-o", "json"], Variables(), folder: folder.Path);

    private Dictionary<string, string?> Variables() => new()
    {
        ["FLEET_Q_POSTGRES"] = $"Host=127.0.0.1;Port={server!.Port};Username=locked;Password={Wrong};Database=postgres",
        ["FLEET_Q_PLUGINS_DIR"] = PublishedHost.Plugins,
        ["FLEET_Q_API_PORT"] = FreePort.Take().ToString(CultureInfo.InvariantCulture),
    };
}
