using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Chaos.Checking;

/// <summary>A row of the store when all is over.</summary>
internal sealed record StoredStep(
    string StepId,
    string Status,
    int Attempt,
    int MaxRetries,
    long Epoch,
    string? Result,
    string? ErrorType,
    JsonElement Attempts)
{
    private const string ReadAll =
        "select step_id, status, attempt, max_retries, claim_epoch, result, error_type, attempts from step_tracker";

    public bool HasEnded => Status is "completed" or "failed" or "cancelled" or "expired";

    /// <summary>Counts the claims that were given back and used no attempt.</summary>
    public int CountReleased() => Attempts.EnumerateArray()
        .Count(static attempt => attempt.GetProperty("outcome").GetString() is "released" or "snoozed");

    public static async Task<IReadOnlyList<StoredStep>> ReadAllAsync(
        IFleetStore store, CancellationToken cancellationToken)
    {
        await using var connection = await store.ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = ReadAll;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var steps = new List<StoredStep>();
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(Read(reader));
        }

        return steps;
    }

    /// <summary>Counts the steps that have not ended.</summary>
    public static async Task<long> CountOpenAsync(IFleetStore store, CancellationToken cancellationToken)
    {
        await using var connection = await store.ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from step_tracker where ended_ts is null";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static StoredStep Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture),
        Convert.ToInt32(row.GetValue(3), CultureInfo.InvariantCulture),
        Convert.ToInt64(row.GetValue(4), CultureInfo.InvariantCulture),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        JsonSerializer.Deserialize<JsonElement>(row.GetString(7)));
}
