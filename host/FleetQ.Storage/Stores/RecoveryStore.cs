using System.Data.Common;
using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="IRecoveryStore"/>
public sealed class RecoveryStore(SqlOperations operations) : IRecoveryStore
{
    private const string EvictPods = "recovery/evict_pods";
    private const string ListOrphans = "recovery/list_orphans";
    private const string ReturnOrphans = "recovery/return_orphans";
    private const string PruneSteps = "recovery/prune_steps";
    private const string ForgetPods = "recovery/forget_pods";
    private const string RecordPass = "recovery/record_pass";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PodIdentity>> EvictAsync(
        IReadOnlyList<SilentPod> pods, TimeSpan threshold, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            EvictPods,
            StoreChange.None,
            (session, token) => session.QueryAsync(
                EvictPods,
                [("pods", SqlJson.ArrayOf(pods, WriteSilent)), ("threshold_ms", (long)threshold.TotalMilliseconds)],
                PodRow.ReadIdentity,
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SequencedOrphan>> ListOrphansAsync(
        IReadOnlyList<PodIdentity> presumedDead, long afterSequence, int limit, CancellationToken cancellationToken) =>
        operations.ReadAsync(
            ListOrphans,
            (session, token) => session.QueryAsync(
                ListOrphans,
                [
                    ("presumed_dead", SqlJson.ArrayOf(presumedDead, WritePod)),
                    ("after_seq", afterSequence),
                    ("limit", limit),
                ],
                ReadOrphan,
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReturnedStep>> ReturnAsync(
        IReadOnlyList<ClaimKey> orphans, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            ReturnOrphans,
            StoreChange.Any,
            (session, token) => session.QueryAsync(
                ReturnOrphans,
                [("orphans", SqlJson.ArrayOf(orphans, WriteKey))],
                ReadReturned,
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneAsync(StepStatus status, TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        if (!status.IsEnded())
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "Only ended steps are pruned.");
        }

        return operations.WriteAsync(
            PruneSteps,
            StoreChange.None,
            (session, token) => session.ExecuteAsync(
                PruneSteps,
                [("status", status.ToWord()), ("age_ms", (long)age.TotalMilliseconds), ("limit", limit)],
                token),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> ForgetPodsAsync(TimeSpan age, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            ForgetPods,
            StoreChange.None,
            (session, token) => session.ExecuteAsync(ForgetPods, [("age_ms", (long)age.TotalMilliseconds)], token),
            cancellationToken);

    /// <inheritdoc/>
    public Task RecordPassAsync(CancellationToken cancellationToken) =>
        operations.WriteAsync(
            RecordPass,
            StoreChange.None,
            static (session, token) => session.ExecuteAsync(RecordPass, [], token),
            cancellationToken);

    // An engine that reads back what it wrote may see what became of a pending step since: another pod has claimed it.
    private static ReturnedStep ReadReturned(DbDataReader row) => new(
        new StepId(row.Text("step_id")),
        StepRow.ReadStatus(row) is StepStatus.Failed ? StepStatus.Failed : StepStatus.Pending);

    private static SequencedOrphan ReadOrphan(DbDataReader row) => new(
        new Orphan(ClaimRow.ReadKey(row), new PodId(row.Text("claimed_by")), row.Int64("has_retries_left") == 1),
        row.Int64("seq"));

    private static void WriteSilent(Utf8JsonWriter writer, SilentPod silent)
    {
        WritePod(writer, silent.Pod);
        writer.WriteNumber("beat", silent.Beat);
    }

    private static void WritePod(Utf8JsonWriter writer, PodIdentity pod)
    {
        writer.WriteString("pod_id", pod.PodId.Value);
        writer.WriteString("incarnation", pod.Incarnation);
    }

    private static void WriteKey(Utf8JsonWriter writer, ClaimKey key)
    {
        writer.WriteString("step_id", key.StepId.Value);
        writer.WriteNumber("epoch", key.Epoch);
    }
}
