using System.Globalization;

using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>Looks into the store behind the fleet's back, for what no pod can be asked.</summary>
internal static class StoredSteps
{
    /// <summary>Tells whether an attempt of some step ended so.</summary>
    internal static async Task<bool> HaveAttemptAsync(
        IFleetStore store, string outcome, CancellationToken cancellationToken)
    {
        await using var connection = await store.ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from step_tracker where attempts like @outcome";
        var like = command.CreateParameter();
        like.ParameterName = "outcome";
        like.Value = $"%\"{outcome}\"%";
        command.Parameters.Add(like);
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
