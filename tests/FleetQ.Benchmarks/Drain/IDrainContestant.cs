using FleetQ.Benchmarks.Postgres;
using Npgsql;

namespace FleetQ.Benchmarks.Drain;

/// <summary>A queue on PostgreSQL, drained by processes of its own.</summary>
internal interface IDrainContestant
{
    /// <summary>Names it in the table.</summary>
    string Name { get; }

    /// <summary>Why it is left out; null: it is not.</summary>
    string? Absence { get; }

    /// <summary>What a reader must know.</summary>
    string Note { get; }

    /// <summary>Its share of a round's steps: one that is a hundred times slower need not take as long.</summary>
    double Share { get; }

    /// <summary>One value, false once no step is left to run.</summary>
    string IsOpenStatement { get; }

    /// <summary>
    /// One value: milliseconds from the first claim to the last outcome by the rows; null: no rows stay.
    /// </summary>
    string? ElapsedStatement { get; }

    /// <summary>Makes the schema in an empty database.</summary>
    Task PrepareAsync(BenchmarkDatabase database, CancellationToken cancellationToken);

    /// <summary>Starts processes, and waits until they look for work.</summary>
    Task<IAsyncDisposable> StartAsync(BenchmarkDatabase database, int processes, CancellationToken cancellationToken);

    /// <summary>Adds steps; the caller commits.</summary>
    Task FillAsync(NpgsqlConnection connection, int steps, string prefix, CancellationToken cancellationToken);
}
