using FleetQ.Benchmarks.Drain;
using FleetQ.Benchmarks.Postgres;
using Npgsql;

namespace FleetQ.Benchmarks.Rivals;

/// <summary>A rival whose steps are added by a statement and whose processes are started by a program.</summary>
internal sealed record RowDrain : IDrainContestant
{
    public required string Name { get; init; }

    public string? Absence => FindAbsence();

    public required string Note { get; init; }

    public double Share { get; init; } = 1;

    public required string IsOpenStatement { get; init; }

    public string? ElapsedStatement { get; init; }

    /// <summary>Says why it cannot run; null: it can. May install it.</summary>
    internal Func<string?> FindAbsence { get; init; } = static () => null;

    /// <summary>Adds <c>{0}</c> steps, which are known by the prefix <c>{1}</c>.</summary>
    internal required string FillStatement { get; init; }

    /// <summary>Starts one process.</summary>
    internal required Func<BenchmarkDatabase, CancellationToken, Task<Processes.ContestantProcess>> Start { get; init; }

    // The first process makes the schema.
    public Task PrepareAsync(BenchmarkDatabase database, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IAsyncDisposable> StartAsync(
        BenchmarkDatabase database, int processes, CancellationToken cancellationToken) =>
        await Processes.Crew.StartAsync(processes, () => Start(database, cancellationToken));

    public Task FillAsync(
        NpgsqlConnection connection, int steps, string prefix, CancellationToken cancellationToken) =>
        connection.RunAsync(
            FillStatement.Replace("{0}", $"{steps}", StringComparison.Ordinal)
                .Replace("{1}", prefix, StringComparison.Ordinal),
            cancellationToken);
}
