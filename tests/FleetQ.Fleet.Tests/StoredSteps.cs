using Microsoft.Data.Sqlite;

namespace FleetQ.Fleet.Tests;

/// <summary>Looks into the file behind the fleet's back, for what no pod can be asked.</summary>
internal static class StoredSteps
{
    /// <summary>Tells whether some step was given back by its pod.</summary>
    internal static async Task<bool> HasReleasedAsync(string databasePath, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """select exists (select 1 from step_tracker where attempts like '%"released"%')""";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! == 1;
    }

    /// <summary>Reads how often each step was claimed.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> ReadEpochsAsync(
        string databasePath, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select step_id, claim_epoch from step_tracker";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var epochs = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            epochs.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return epochs;
    }
}
