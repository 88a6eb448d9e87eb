using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using Npgsql;

namespace FleetQ.Benchmarks.Latency;

/// <summary>What a round trip to the server costs: the yard that latency is measured with.</summary>
internal static class RoundTrips
{
    private const int Times = 500;

    /// <summary>The median of a statement that commits one row.</summary>
    internal static Task<double> MeasureWriteAsync(BenchmarkDatabase database, CancellationToken cancellationToken) =>
        MeasureAsync(database, "insert into round_trip (number) values (1)", cancellationToken);

    /// <summary>The median of a statement that touches nothing.</summary>
    internal static Task<double> MeasureReadAsync(BenchmarkDatabase database, CancellationToken cancellationToken) =>
        MeasureAsync(database, "select 1", cancellationToken);

    private static async Task<double> MeasureAsync(
        BenchmarkDatabase database, string statement, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.RunAsync("create table if not exists round_trip (number integer)", cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.PrepareAsync(cancellationToken);
        List<double> times = [];
        for (var number = 0; number < Times; number++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await command.ExecuteNonQueryAsync(cancellationToken);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return Spread.Quantile([.. times.Order()], 0.5);
    }
}
