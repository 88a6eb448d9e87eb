using System.Data.Common;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="IOperatorStore"/>
public sealed class OperatorStore(SqlOperations operations) : IOperatorStore
{
    private const string CancelStep = "operating/cancel_step";
    private const string RetryStep = "operating/retry_step";
    private const string AmendStep = "operating/amend_step";
    private const string DiscardSteps = "operating/discard_steps";
    private const string DiscardDeadLetters = "operating/discard_dead_letters";
    private const string FindStatus = "operating/find_status";

    // Others may move the step between the change that found nothing to change and the look at what is there.
    private const int TurnsMax = 3;

    /// <inheritdoc/>
    public Task<OperatorAnswer> CancelAsync(StepId stepId, string? reason, CancellationToken cancellationToken) =>
        operations.TransactAsync(
            CancelStep,
            StoreChange.StepsEnded,
            (session, token) => ChangeAsync(
                session,
                stepId,
                static status => !status.IsEnded(),
                () => TryCancelAsync(session, stepId, reason, token),
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<OperatorAnswer> RetryAsync(StepId stepId, CancellationToken cancellationToken) =>
        operations.TransactAsync(
            RetryStep,
            StoreChange.StepsReady,
            (session, token) => ChangeAsync(
                session,
                stepId,
                static status => StepTransitions.Exists(status, StepStatus.Pending) && status.IsEnded(),
                () => TryRetryAsync(session, stepId, token),
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<OperatorAnswer> AmendAsync(
        StepId stepId, int? priority, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        operations.TransactAsync(
            AmendStep,
            StoreChange.StepsReady,
            (session, token) => ChangeAsync(
                session,
                stepId,
                static status => !status.IsEnded() && status is not StepStatus.Claimed,
                () => TryAmendAsync(session, stepId, priority, notBefore, token),
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> DiscardAsync(IReadOnlyList<StepId> stepIds, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            DiscardSteps,
            StoreChange.None,
            (session, token) => session.ExecuteAsync(
                DiscardSteps,
                [("step_ids", SqlJson.ArrayOf(stepIds.Select(static stepId => stepId.Value)))],
                token),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> DiscardAsync(TaskType? taskType, int limit, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            DiscardDeadLetters,
            StoreChange.None,
            (session, token) => session.ExecuteAsync(
                DiscardDeadLetters, [("task_type", taskType?.Value), ("limit", limit)], token),
            cancellationToken);

    private static async Task<OperatorAnswer> ChangeAsync(
        SqlSession session,
        StepId stepId,
        Predicate<StepStatus> canChange,
        Func<Task<OperatorAnswer?>> tryChange,
        CancellationToken cancellationToken)
    {
        for (var turn = 1; ; turn++)
        {
            if (await tryChange() is { } changed)
            {
                return changed;
            }

            var statuses = await session.QueryAsync(
                FindStatus, [("step_id", stepId.Value)], StepRow.ReadStatus, cancellationToken);
            if (statuses.Count == 0 || !canChange(statuses[0]) || turn == TurnsMax)
            {
                return new OperatorAnswer(Changed: false, statuses.Count == 1 ? statuses[0] : null);
            }
        }
    }

    private static async Task<OperatorAnswer?> TryCancelAsync(
        SqlSession session, StepId stepId, string? reason, CancellationToken cancellationToken)
    {
        var cancelled = await session.QueryAsync(
            CancelStep + ".1", [("step_id", stepId.Value), ("reason", reason)], ReadCancelled, cancellationToken);
        if (cancelled.Count == 0)
        {
            return null;
        }

        var (epoch, holder) = cancelled[0];
        if (holder is null)
        {
            return new OperatorAnswer(Changed: true, StepStatus.Cancelled);
        }

        await session.ExecuteAsync(
            CancelStep + ".2",
            [("pod_id", holder.PodId.Value), ("incarnation", holder.Incarnation)],
            cancellationToken);
        return new OperatorAnswer(Changed: true, StepStatus.Cancelled, new ClaimKey(stepId, epoch));
    }

    private static async Task<OperatorAnswer?> TryRetryAsync(
        SqlSession session, StepId stepId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(RetryStep, [("step_id", stepId.Value)], cancellationToken) == 1
            ? new OperatorAnswer(Changed: true, StepStatus.Pending)
            : null;

    private static async Task<OperatorAnswer?> TryAmendAsync(
        SqlSession session,
        StepId stepId,
        int? priority,
        DateTimeOffset? notBefore,
        CancellationToken cancellationToken)
    {
        var statuses = await session.QueryAsync(
            AmendStep,
            [
                ("step_id", stepId.Value),
                ("priority", priority),
                ("not_before_ts", notBefore?.ToUnixTimeMilliseconds()),
            ],
            StepRow.ReadStatus,
            cancellationToken);
        return statuses.Count == 1 ? new OperatorAnswer(Changed: true, statuses[0]) : null;
    }

    private static (long Epoch, PodIdentity? Holder) ReadCancelled(DbDataReader row) =>
        (row.Int64("claim_epoch"), row.TextOrNull("claimed_by") is { } podId
            ? new PodIdentity(new PodId(podId), row.Text("claimed_incarnation"))
            : null);
}
