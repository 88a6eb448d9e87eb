using System.Text.Encodings.Web;
using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit.MemoryStore;

public sealed partial class MemoryStoreState : IReadStore
{
    private static readonly JsonSerializerOptions AttemptsJson =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<Step?> FindStepAsync(StepId stepId, CancellationToken cancellationToken) =>
        DoAsync(
            StoreOperations.FindStep,
            () => stepsById.GetValueOrDefault(stepId) is { } row ? ToStep(row) : null,
            cancellationToken);

    public Task<IReadOnlyList<Step>> SearchStepsAsync(StepQuery query, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<Step>>(
            StoreOperations.SearchSteps,
            () =>
            [
                .. steps.Where(row => IsMatch(row, query))
                    .OrderByDescending(static row => row.Sequence).Take(query.Limit).Select(ToStep),
            ],
            cancellationToken);

    public Task<IReadOnlySet<StepId>> ListEndedAsync(
        IReadOnlyCollection<StepId> stepIds, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlySet<StepId>>(
            StoreOperations.ListEnded,
            () => stepIds.Where(id => stepsById.GetValueOrDefault(id)?.Status.IsEnded() ?? true).ToHashSet(),
            cancellationToken);

    public Task<QueueCounts> CountAsync(CancellationToken cancellationToken) =>
        DoAsync(StoreOperations.Count, CountNeedsLock, cancellationToken);

    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<Pod>>(
            StoreOperations.ListPods,
            () =>
            [
                .. pods.Values.OrderBy(static pod => pod.BirthMs).ThenBy(static pod => pod.Identity.PodId)
                    .Select(pod => pod.ToPod(NowMs)),
            ],
            cancellationToken);

    public async Task PingAsync(CancellationToken cancellationToken) =>
        await DoAsync(StoreOperations.Ping, static () => true, cancellationToken);

    /// <summary>Reads a step past all faults, at once.</summary>
    public Step Peek(StepId stepId)
    {
        lock (gate)
        {
            return ToStep(stepsById[stepId]);
        }
    }

    private QueueCounts CountNeedsLock() => new(
        steps.CountBy(static row => row.Status).ToDictionary(static pair => pair.Key, static pair => (long)pair.Value),
        steps.Where(static row => row.Status is StepStatus.Pending)
            .CountBy(static row => row.Priority).ToDictionary(static pair => pair.Key, static pair => (long)pair.Value),
        [
            .. steps.Where(static row => !row.Status.IsEnded())
                .CountBy(static row => (row.Submitted.TaskType, row.Status))
                .Select(static pair => new TypeCount(pair.Key.TaskType, pair.Key.Status, pair.Value)),
        ]);

    private static bool IsMatch(MemoryStep row, StepQuery query) =>
        (query.Status is null || row.Status == query.Status)
        && (query.TaskType is null || row.Submitted.TaskType == query.TaskType)
        && (query.Tenant is null || row.Submitted.Tenant == query.Tenant)
        && (query.Tag is null || JsonSerializer.Deserialize<string[]>(row.Submitted.Tags)!.Contains(query.Tag))
        && (query.Pod is null || row.ClaimedBy?.PodId == query.Pod)
        && (query.CreatedAfter is not { } after || row.CreatedMs >= after.ToUnixTimeMilliseconds())
        && (query.CreatedBefore is not { } before || row.CreatedMs < before.ToUnixTimeMilliseconds())
        && (query.BeforeSequence is null || row.Sequence < query.BeforeSequence)
        && (query.Text is null || TextsOf(row).Any(text => text.Contains(query.Text, StringComparison.Ordinal)));

    private static string[] TextsOf(MemoryStep row) =>
        [row.Submitted.StepId.Value, row.Submitted.Payload, row.Submitted.Metadata, row.Error?.Message ?? ""];

    private static Step ToStep(MemoryStep row) => new()
    {
        StepId = row.Submitted.StepId,
        Sequence = row.Sequence,
        TaskType = row.Submitted.TaskType,
        Status = row.Status,
        Tenant = row.Submitted.Tenant,
        Priority = row.Priority,
        Payload = row.Submitted.Payload,
        PayloadForm = row.Submitted.PayloadForm,
        Metadata = row.Submitted.Metadata,
        Tags = row.Submitted.Tags,
        Attempt = row.Attempt,
        MaxRetries = row.Submitted.MaxRetries,
        Losses = row.Losses,
        ClaimEpoch = row.ClaimEpoch,
        ClaimedBy = row.ClaimedBy?.PodId.Value,
        Progress = row.Progress,
        Result = row.Result,
        Error = row.Error,
        Plugin = row.Plugin,
        Attempts = JsonSerializer.Serialize(row.Attempts, AttemptsJson),
        IdempotencyKey = row.Submitted.IdempotencyKey,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs),
        NotBefore = InstantOrNull(row.NotBeforeMs),
        ExpiresAt = InstantOrNull(row.ExpiresMs),
        ClaimedAt = InstantOrNull(row.ClaimedMs),
        EndedAt = InstantOrNull(row.EndedMs),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedMs),
    };

    private static DateTimeOffset? InstantOrNull(long? unixMs) =>
        unixMs is { } instant ? DateTimeOffset.FromUnixTimeMilliseconds(instant) : null;
}
