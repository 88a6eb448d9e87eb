using System.Data.Common;

using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>Reads a row of steps as a reader sees it.</summary>
internal static class StepRow
{
    public static Step Read(DbDataReader row) => new()
    {
        StepId = new StepId(row.Text("step_id")),
        Sequence = row.Int64("seq"),
        TaskType = new TaskType(row.Text("task_type")),
        Status = ReadStatus(row),
        Tenant = row.Text("tenant"),
        Priority = row.Int32("priority"),
        Payload = row.Text("payload"),
        PayloadForm = PayloadForms.Of(row.Text("payload_form")),
        Metadata = row.Text("metadata"),
        Tags = row.Text("tags"),
        Attempt = row.Int32("attempt"),
        MaxRetries = row.Int32("max_retries"),
        Losses = row.Int32("losses"),
        ClaimEpoch = row.Int64("claim_epoch"),
        ClaimedBy = row.TextOrNull("claimed_by"),
        Progress = row.TextOrNull("progress"),
        Result = row.TextOrNull("result"),
        Error = ReadError(row),
        Plugin = ReadPlugin(row),
        Attempts = row.Text("attempts"),
        IdempotencyKey = row.TextOrNull("idempotency_key"),
        CreatedAt = row.Instant("created_ts"),
        NotBefore = row.InstantOrNull("not_before_ts"),
        ExpiresAt = row.InstantOrNull("expires_ts"),
        ClaimedAt = row.InstantOrNull("claimed_ts"),
        EndedAt = row.InstantOrNull("ended_ts"),
        UpdatedAt = row.Instant("updated_ts"),
    };

    private static PluginIdentity? ReadPlugin(DbDataReader row) => row.TextOrNull("plugin") is { } name
        ? new PluginIdentity(name, row.TextOrNull("plugin_version") ?? "", row.TextOrNull("plugin_sha256"))
        : null;

    public static StepStatus ReadStatus(DbDataReader row)
    {
        var word = row.Text("status");
        return StepStatuses.Find(word)
            ?? throw new InvalidDataException($"The store has the status '{word}', which this host does not know.");
    }

    private static StepError? ReadError(DbDataReader row) => row.TextOrNull("error") is { } message
        ? new StepError(message, row.TextOrNull("error_type"), row.TextOrNull("error_stack"))
        : null;
}
