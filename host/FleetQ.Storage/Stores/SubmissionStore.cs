using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="ISubmissionStore"/>
public sealed class SubmissionStore(SqlOperations operations) : ISubmissionStore
{
    private const string SubmitSteps = "submission/submit_steps";
    private const string FindSubmitted = "submission/find_submitted";
    private const string CountWaiting = "submission/count_waiting";

    // What was in the way may be deleted before it is looked at; then the way is free.
    private const int TurnsMax = 3;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(
        IReadOnlyList<NewStep> steps, CancellationToken cancellationToken) =>
        SubmitAsync(steps, isAllOrNone: false, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmitAnswer>> SubmitAllAsync(
        IReadOnlyList<NewStep> steps, CancellationToken cancellationToken) =>
        SubmitAsync(steps, isAllOrNone: true, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountWaitingAsync(int limit, CancellationToken cancellationToken) =>
        operations.ReadAsync(
            CountWaiting,
            async (session, token) =>
            {
                var counts = await session.QueryAsync(
                    CountWaiting, [("limit", limit)], static row => row.Int32("steps"), token);
                return counts[0];
            },
            cancellationToken);

    private async Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(
        IReadOnlyList<NewStep> steps, bool isAllOrNone, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
        {
            return [];
        }

        // Written before the writer's turn comes: it is the costly part.
        var json = SqlJson.ArrayOf(steps, (writer, step) => WriteStep(writer, step, isAllOrNone));
        Task<IReadOnlyList<SubmitAnswer>> WorkAsync(SqlSession session, CancellationToken token) =>
            SubmitAsync(session, steps, json, isAllOrNone, token);

        // What has nothing to undo needs no transaction: over a network, that is one round trip instead of three.
        return isAllOrNone
            ? await operations.TransactAsync(SubmitSteps, StoreChange.StepsReady, WorkAsync, cancellationToken)
            : await operations.WriteAsync(SubmitSteps, StoreChange.StepsReady, WorkAsync, cancellationToken);
    }

    private static async Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(
        SqlSession session,
        IReadOnlyList<NewStep> steps,
        string json,
        bool isAllOrNone,
        CancellationToken cancellationToken)
    {
        var added = new List<StepId>();
        for (var turn = 0; turn < TurnsMax; turn++)
        {
            added.AddRange(await session.QueryAsync(
                SubmitSteps, [("steps", json)], static row => new StepId(row.Text("step_id")), cancellationToken));
            if (added.Count == steps.Count)
            {
                return [.. steps.Select(static step => new SubmitAnswer(step.StepId, SubmitAnswerKind.Created))];
            }

            var rivals = await session.QueryAsync(
                FindSubmitted,
                [("steps", SqlJson.ArrayOf(steps.Index(), WriteWanted))],
                SubmittedRow.Read,
                cancellationToken);
            var answers = SubmitAnswers.Find(steps, added, rivals, isAllOrNone);
            if (isAllOrNone && answers.Any(static answer => answer?.Kind is SubmitAnswerKind.KeyConflict))
            {
                return await RefuseAsync(session, steps, answers, cancellationToken);
            }

            if (answers.All(static answer => answer is not null))
            {
                return [.. answers.OfType<SubmitAnswer>()];
            }
        }

        throw new InvalidOperationException("A step is refused again and again, though nothing is in its way.");
    }

    // Where there is no transaction to undo, the statement has stored none of them.
    private static async Task<IReadOnlyList<SubmitAnswer>> RefuseAsync(
        SqlSession session,
        IReadOnlyList<NewStep> steps,
        IReadOnlyList<SubmitAnswer?> answers,
        CancellationToken cancellationToken)
    {
        if (session.IsInTransaction)
        {
            await session.RollbackAsync(cancellationToken);
        }

        return
        [
            .. answers.Select(
                (answer, place) => answer ?? new SubmitAnswer(steps[place].StepId, SubmitAnswerKind.Created)),
        ];
    }

    private static void WriteStep(Utf8JsonWriter writer, NewStep step, bool isAllOrNone)
    {
        if (isAllOrNone)
        {
            // For engines whose transactions cannot undo it.
            writer.WriteNumber("in_whole", 1);
        }

        writer.WriteString("step_id", step.StepId.Value);
        writer.WriteString("task_type", step.TaskType.Value);
        writer.WriteString("payload", step.Payload);
        writer.WriteString("payload_form", PayloadForms.ToWord(step.PayloadForm));
        writer.WriteString("metadata", step.Metadata);
        writer.WriteString("tags", step.Tags);
        writer.WriteString("tenant", step.Tenant);
        writer.WriteNumber("priority", step.Priority);
        writer.WriteNumber("max_retries", step.MaxRetries);
        writer.WriteUnlessNull("idempotency_key", step.IdempotencyKey);
        writer.WriteUnlessNull("request_hash", step.RequestHash);
        writer.WriteUnlessNull("not_before_ts", step.NotBefore);
        writer.WriteUnlessNull("delay_ms", step.Delay);
        writer.WriteUnlessNull("expires_ts", step.ExpiresAt);
        writer.WriteUnlessNull("ttl_ms", step.TimeToLive);
        writer.WriteUnlessNull("timeout_ms", step.Timeout);
        writer.WriteUnlessNull("retry", RetryText.Of(step.Retry));
        writer.WriteUnlessNull("trace_parent", step.TraceParent);
    }

    private static void WriteWanted(Utf8JsonWriter writer, (int Place, NewStep Step) wanted)
    {
        writer.WriteNumber("place", wanted.Place);
        writer.WriteString("step_id", wanted.Step.StepId.Value);
        writer.WriteUnlessNull("idempotency_key", wanted.Step.IdempotencyKey);
    }
}
