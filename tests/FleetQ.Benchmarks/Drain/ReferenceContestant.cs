using System.Globalization;
using FleetQ.Benchmarks.Postgres;
using FleetQ.Benchmarks.Processes;
using Npgsql;

namespace FleetQ.Benchmarks.Drain;

/// <summary>The hand-written loop.</summary>
internal sealed class ReferenceContestant(int batch) : IDrainContestant
{
    public string Name => $"hand-written, {batch:N0} a round";

    public string? Absence => null;

    public string Note => "runs nothing; history kept";

    public double Share => 1;

    public string IsOpenStatement => StepRows.IsOpenStatement;

    public string? ElapsedStatement => StepRows.ElapsedStatement;

    public async Task PrepareAsync(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await ReferenceTable.MakeAsync(connection, cancellationToken);
    }

    public async Task<IAsyncDisposable> StartAsync(
        BenchmarkDatabase database, int processes, CancellationToken cancellationToken) =>
        await Crew.StartAsync(
            processes,
            () => Contestants.StartAsync(
                "reference",
                [database.Connection, batch.ToString(CultureInfo.InvariantCulture)],
                cancellationToken));

    public Task FillAsync(
        NpgsqlConnection connection, int steps, string prefix, CancellationToken cancellationToken) =>
        StepRows.AddAsync(connection, steps, prefix, cancellationToken);
}
