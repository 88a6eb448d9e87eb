using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Crashes;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Quarantine;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests.Quarantine;

/// <summary>The crash journal, with processes that die played by a file that nobody closed in order.</summary>
/// <remarks>
/// Alone: a process that another test starts keeps a closed file's lock until it has become its program.
/// </remarks>
[Collection<Unparallel>]
public sealed class CrashJournalTests : IAsyncDisposable
{
    private readonly PluginSandbox sandbox = new("Flawed");

    public CrashJournalTests() => sandbox.Options = options => options with { StateFolder = State };

    private string State => sandbox.Path("_state");

    [Fact]
    public async Task A_plugin_that_ran_at_three_deaths_runs_in_a_process_of_its_own()
    {
        var sum = await FindSumAsync();
        for (var i = 0; i < 3; i++)
        {
            Die(journal => journal.Take("Flawed", sum)!.Enter());
        }

        var catalog = await sandbox.LoadAsync();

        var report = Assert.Single(catalog.Plugins);
        Assert.Equal((PluginState.Loaded, "process"), (report.State, report.Isolation));
        Assert.Equal(RefusalCodes.IsolatedAfterCrashes, report.Code);
        Assert.Contains("each of the last 3 times", report.Error, StringComparison.Ordinal);
        Assert.Single(sandbox.Loggers.Lines, line => line.EventId == QuarantineEventIds.PluginCondemned);
    }

    [Fact]
    public async Task It_is_refused_where_no_process_can_be_started_for_it_and_a_reload_forgives_it()
    {
        var nowhere = new IsolationOptions { Program = sandbox.Path("_nowhere") };
        sandbox.Options = options => options with { StateFolder = State, Isolation = nowhere };
        var sum = await FindSumAsync();
        for (var i = 0; i < 3; i++)
        {
            Die(journal => journal.Take("Flawed", sum)!.Enter());
        }

        var catalog = await sandbox.LoadAsync();
        var refused = Assert.Single(catalog.Plugins);
        var reload = await catalog.ReloadAsync("Flawed", TestContext.Current.CancellationToken);

        Assert.Equal((PluginState.Refused, RefusalCodes.CrashedHost), (refused.State, refused.Code));
        Assert.Equal(PluginReloadOutcome.Reloaded, reload.Outcome);
    }

    [Fact]
    public async Task A_plugin_whose_load_killed_three_processes_is_refused_until_its_files_change()
    {
        var sum = await FindSumAsync();
        for (var i = 0; i < 3; i++)
        {
            Die(journal => journal.TakeLoad(CopyOf(sum)));
        }

        var catalog = await sandbox.WatchInProductionAsync();
        var refused = Assert.Single(catalog.Plugins);
        await File.WriteAllTextAsync(
            sandbox.Path("Flawed", "note.txt"), "new", TestContext.Current.CancellationToken);

        Assert.Equal((PluginState.Refused, RefusalCodes.CrashedHost), (refused.State, refused.Code));
        Assert.Contains("was being loaded", refused.Error, StringComparison.Ordinal);
        await catalog.ReportsAsync("Flawed", PluginState.Loaded);
    }

    [Fact]
    public async Task What_does_not_run_when_a_process_dies_is_not_blamed()
    {
        var sum = await FindSumAsync();
        for (var i = 0; i < 3; i++)
        {
            Die(journal =>
            {
                var entry = journal.Take("Flawed", sum)!;
                entry.Enter();
                entry.Enter();
                entry.Leave();
                entry.Leave();
            });
        }

        var catalog = await sandbox.LoadAsync();

        Assert.Null(Assert.Single(catalog.Plugins).Isolation);
    }

    [Fact]
    public async Task An_orderly_end_blames_nobody_and_processes_that_share_a_folder_do_not_meet()
    {
        var sum = await FindSumAsync();
        for (var i = 0; i < 3; i++)
        {
            using var journal = Open();
            using var neighbour = Open();
            journal.Take("Flawed", sum)!.Enter();
        }

        var catalog = await sandbox.LoadAsync();

        Assert.Null(Assert.Single(catalog.Plugins).Code);
        Assert.DoesNotContain(sandbox.Loggers.Lines, line => line.EventId == QuarantineEventIds.ProcessDied);
    }

    [Fact]
    public async Task Where_no_journal_can_be_kept_the_host_does_without()
    {
        await File.WriteAllTextAsync(State, "in the way", TestContext.Current.CancellationToken);

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(PluginState.Loaded, Assert.Single(catalog.Plugins).State);
        Assert.Single(sandbox.Loggers.Lines, line => line.EventId == QuarantineEventIds.JournalUnavailable);
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private static PluginCopy CopyOf(string sum)
    {
        var candidate = new PluginCandidate("Flawed", "", "", IsLone: false);
        return new PluginCopy(candidate, candidate, sum, []);
    }

    private static async Task<string> FindSumAsync()
    {
        await using var twin = new PluginSandbox("Flawed");
        return Assert.Single((await twin.LoadAsync()).Plugins).Sha256!;
    }

    private CrashJournal Open() => CrashJournal.TryOpen(
        State, TimeProvider.System, sandbox.Loggers.CreateLogger("journal"))!;

    // As a process leaves it that is killed: without the farewell, which is all that closing it writes.
    private void Die(Action<CrashJournal> act)
    {
        const int FarewellAt = 8;
        using (var journal = Open())
        {
            act(journal);
        }

        using var file = File.OpenWrite(Path.Combine(State, "running-0.journal"));
        file.Position = FarewellAt;
        file.WriteByte(1);
    }
}
