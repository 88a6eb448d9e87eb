using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit.Fleet;
using Npgsql;

namespace FleetQ.Benchmarks.Drain;

/// <summary>FleetQ: published hosts that run a plugin's handler, with the settings that a user starts with.</summary>
internal sealed class FleetContestant(int parallelism) : IDrainContestant
{
    public string Name => $"FleetQ, {parallelism:N0} at once";

    public string? Absence => null;

    public string Note => "history kept";

    public double Share => 1;

    public string IsOpenStatement => StepRows.IsOpenStatement;

    public string? ElapsedStatement => StepRows.ElapsedStatement;

    // The first pod makes the schema.
    public Task PrepareAsync(BenchmarkDatabase database, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IAsyncDisposable> StartAsync(
        BenchmarkDatabase database, int processes, CancellationToken cancellationToken)
    {
        var fleet = new FleetInABox(PodOptions.On(database, parallelism));
        try
        {
            await fleet.StartPodsAsync(processes, cancellationToken);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public Task FillAsync(
        NpgsqlConnection connection, int steps, string prefix, CancellationToken cancellationToken) =>
        StepRows.AddAsync(connection, steps, prefix, cancellationToken);
}
