using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="ICompletionStore"/>
public sealed class CompletionStore(SqlOperations operations) : ICompletionStore
{
    private const string RecordOutcomes = "completion/record_outcomes";
    private const string FindRecorded = "completion/find_recorded";
    private const string ReportProgress = "completion/report_progress";

    /// <inheritdoc/>
    public Task<IReadOnlySet<ClaimKey>> RecordAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        // Once: a repeat after a lost answer finds no claims and would read as if all were lost; the caller reads back
        // instead.
        var json = SqlJson.ArrayOf(outcomes, WriteOutcome);
        return operations.WriteOnceAsync(
            RecordOutcomes,
            // Other pods can claim what is released.
            outcomes.Any(static outcome => outcome.Kind is OutcomeKind.Released)
                ? StoreChange.Any
                : StoreChange.StepsEnded,
            async (session, token) => KeysAsAsked(
                outcomes, await ListKeysAsync(session, RecordOutcomes, ("outcomes", json), token)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlySet<ClaimKey>> FindRecordedAsync(
        IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        var json = SqlJson.ArrayOf(outcomes, WriteWanted);
        return operations.ReadAsync(
            FindRecorded,
            (session, token) => ListKeysAsync(session, FindRecorded, ("outcomes", json), token),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlySet<ClaimKey>> ReportProgressAsync(
        IReadOnlyList<ProgressReport> reports, CancellationToken cancellationToken)
    {
        var json = SqlJson.ArrayOf(reports, WriteReport);
        return operations.WriteAsync(
            ReportProgress,
            StoreChange.None,
            (session, token) => ListKeysAsync(session, ReportProgress, ("reports", json), token),
            cancellationToken);
    }

    private static async Task<IReadOnlySet<ClaimKey>> ListKeysAsync(
        SqlSession session, string name, (string Name, object? Value) value, CancellationToken cancellationToken)
    {
        var keys = await session.QueryAsync(name, [value], ClaimRow.ReadKey, cancellationToken);
        return keys.ToHashSet();
    }

    // An engine that reads back what it wrote may see that another pod has claimed a released step since, under a later
    // epoch. What was recorded is then the latest that was asked for: an earlier one of the same step is stale.
    private static IReadOnlySet<ClaimKey> KeysAsAsked(IReadOnlyList<Outcome> outcomes, IReadOnlySet<ClaimKey> found)
    {
        var asked = outcomes.Select(static outcome => outcome.Key).ToHashSet();
        return found.IsSubsetOf(asked)
            ? found
            : found.Select(key => asked.Contains(key)
                ? key
                : asked.Where(other => other.StepId == key.StepId).MaxBy(static other => other.Epoch)).ToHashSet();
    }

    internal static void WriteOutcome(Utf8JsonWriter writer, Outcome outcome)
    {
        WriteWanted(writer, outcome);
        writer.WriteUnlessNull("delay_ms", outcome.Delay);
        writer.WriteUnlessNull("result", outcome.Result);
        writer.WriteUnlessNull("error", outcome.Error?.Message);
        writer.WriteUnlessNull("error_type", outcome.Error?.Type);
        writer.WriteUnlessNull("error_stack", outcome.Error?.Stack);
        writer.WriteUnlessNull("plugin", outcome.Plugin?.Name);
        writer.WriteUnlessNull("plugin_version", outcome.Plugin?.Version);
        writer.WriteUnlessNull("plugin_sha256", outcome.Plugin?.Sha256);
    }

    private static void WriteWanted(Utf8JsonWriter writer, Outcome outcome)
    {
        writer.WriteString("step_id", outcome.Key.StepId.Value);
        writer.WriteNumber("epoch", outcome.Key.Epoch);
        writer.WriteString("kind", outcome.Kind.ToString().ToLowerInvariant());
    }

    private static void WriteReport(Utf8JsonWriter writer, ProgressReport report)
    {
        writer.WriteString("step_id", report.Key.StepId.Value);
        writer.WriteNumber("epoch", report.Key.Epoch);
        writer.WriteString("progress", report.Progress);
    }
}
