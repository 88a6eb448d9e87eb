using System.Globalization;

using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Looks into the store behind the fleet's back, for what no pod can be asked.</summary>
internal static class StoredSteps
{
    /// <summary>Tells whether some step was given back by its pod.</summary>
    internal static async Task<bool> HasReleasedAsync(IFleetStore store, CancellationToken cancellationToken)
    {
        await using var connection = await store.ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """select count(*) from step_tracker where attempts like '%"released"%'""";
        var steps = await command.ExecuteScalarAsync(cancellationToken);
        return Convert.ToInt64(steps, CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>Reads how often each step was claimed.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> ReadEpochsAsync(
        IFleetStore store, CancellationToken cancellationToken)
    {
        await using var connection = await store.ConnectAsync(cancellationToken);
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
