using FleetQ.Engine.Model;
using FleetQ.Storage.Sqlite;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteRecoveryJournalTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-journal-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Orphans_are_taken_once_in_the_order_added()
    {
        await using var cycle = await NewJournal().OpenAsync("recovery_1", Token);
        var orphans = Enumerable.Range(0, 5).Select(OrphanOf).ToList();
        await cycle.AddAsync(orphans, Token);
        await cycle.AddAsync([orphans[2], OrphanOf(5)], Token);

        var first = await cycle.TakeAsync(4, Token);
        var second = await cycle.TakeAsync(4, Token);
        var third = await cycle.TakeAsync(4, Token);

        Assert.Equal(orphans.Take(4), first);
        Assert.Equal([orphans[4], OrphanOf(5)], second);
        Assert.Empty(third);
    }

    [Fact]
    public async Task The_file_is_there_while_the_cycle_runs_and_dropped_at_its_end()
    {
        var cycle = await NewJournal().OpenAsync("recovery_1", Token);
        var during = folder.GetFiles();

        await cycle.DisposeAsync();

        Assert.Equal("recovery_1.db", Assert.Single(during).Name);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task What_an_earlier_cycle_left_is_removed()
    {
        var left = await NewJournal().OpenAsync("recovery_1", Token);
        await left.AddAsync([OrphanOf(1)], Token);

        await using var cycle = await NewJournal().OpenAsync("recovery_2", Token);

        Assert.Equal("recovery_2.db", Assert.Single(folder.GetFiles()).Name);
        Assert.Empty(await cycle.TakeAsync(10, Token));
        await left.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_place_on_disk_it_lives_in_memory()
    {
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Token);
        var journal = new SqliteRecoveryJournal(
            Path.Combine(file, "journal"), NullLogger<SqliteRecoveryJournal>.Instance);

        await using var cycle = await journal.OpenAsync("recovery_1", Token);
        await cycle.AddAsync([OrphanOf(1), OrphanOf(2)], Token);

        Assert.Equal([OrphanOf(1), OrphanOf(2)], await cycle.TakeAsync(10, Token));
    }

    [Fact]
    public async Task A_file_that_fails_in_the_middle_moves_to_memory_with_what_is_open()
    {
        await using var cycle = await NewJournal().OpenAsync("recovery_1", Token);
        await cycle.AddAsync([OrphanOf(1), OrphanOf(2)], Token);
        await cycle.TakeAsync(1, Token);
        using (var database = SqliteDatabase.Open(Path.Combine(folder.FullName, "recovery_1.db")))
        {
            database.Run("create trigger full before insert on orphan begin select raise(abort, 'no space'); end");
        }

        await cycle.AddAsync([OrphanOf(3)], Token);

        Assert.Equal([OrphanOf(2), OrphanOf(3)], await cycle.TakeAsync(10, Token));
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task A_cycle_cannot_name_a_file_elsewhere()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => NewJournal().OpenAsync("../recovery_1", Token));
    }

    private SqliteRecoveryJournal NewJournal() => new(folder.FullName, NullLogger<SqliteRecoveryJournal>.Instance);

    private static Orphan OrphanOf(int number) =>
        new(new ClaimKey(new StepId($"step_{number}"), number), new PodId("pod-a"), number % 2 == 0);
}
