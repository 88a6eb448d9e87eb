using FleetQ.Cli.Tests.Support;

namespace FleetQ.Cli.Tests;

/// <summary>fleetq migrate.</summary>
public sealed class MigrateVerbTests
{
    [Fact]
    public async Task A_dry_run_lists_the_missing_migrations_and_makes_nothing()
    {
        using var folder = new TempFolder();
        var variables = new Dictionary<string, string?> { ["FLEET_Q_SQLITE_DB_PATH"] = folder.In("data", "f.db") };

        var dry = await CliProcess.RunAsync(["migrate", "--dry-run"], variables);
        var isThere = Directory.Exists(folder.In("data"));
        var first = await CliProcess.RunAsync(["migrate", "-o", "json"], variables);
        var second = await CliProcess.RunAsync(["migrate"], variables);

        Assert.Contains("migrations/0001_create_steps", dry.Out, StringComparison.Ordinal);
        Assert.False(isThere);
        Assert.True(first.Json.GetProperty("migrations").GetArrayLength() >= 2);
        Assert.Contains("nothing is missing", second.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_told_with_its_cure()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.In("f.db"), "this is no database, but a text of some length", Ct);
        var variables = new Dictionary<string, string?> { ["FLEET_Q_SQLITE_DB_PATH"] = folder.In("f.db") };

        var run = await CliProcess.RunAsync(["migrate"], variables);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("name another file", run.Err, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
