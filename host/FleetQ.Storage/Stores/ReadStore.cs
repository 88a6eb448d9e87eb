using System.Data.Common;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="IReadStore"/>
public sealed class ReadStore(SqlOperations operations) : IReadStore
{
    private const string FindStep = "reading/find_step";
    private const string SearchSteps = "reading/search_steps";
    private const string SearchDeadLetters = "reading/search_dead_letters";
    private const string ListEnded = "reading/list_ended";
    private const string CountSteps = "reading/count_steps";
    private const string ListPods = "reading/list_pods";
    private const string PingStore = "reading/ping_store";

    /// <inheritdoc/>
    public Task<Step?> FindStepAsync(StepId stepId, CancellationToken cancellationToken) =>
        operations.ReadAsync(
            FindStep,
            async (session, token) =>
            {
                var steps = await session.QueryAsync(FindStep, [("step_id", stepId.Value)], StepRow.Read, token);
                return steps.Count == 0 ? null : steps[0];
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Step>> SearchStepsAsync(StepQuery query, CancellationToken cancellationToken)
    {
        var values = ValuesOf(query);
        return query.Status is StepStatus.Failed
            ? ListAsync(SearchDeadLetters, values, StepRow.Read, cancellationToken)
            : ListAsync(SearchSteps, [.. values, ("status", query.Status?.ToWord())], StepRow.Read, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlySet<StepId>> ListEndedAsync(
        IReadOnlyCollection<StepId> stepIds, CancellationToken cancellationToken) =>
        operations.ReadAsync<IReadOnlySet<StepId>>(
            ListEnded,
            async (session, token) =>
            {
                var ended = await session.QueryAsync(
                    ListEnded,
                    [("step_ids", SqlJson.ArrayOf(stepIds.Select(static stepId => stepId.Value)))],
                    static row => new StepId(row.Text("step_id")),
                    token);
                return ended.ToHashSet();
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<QueueCounts> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await ListAsync(CountSteps, [], CountRow.Read, cancellationToken);
        return CountRow.ToQueueCounts(counts);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) =>
        ListAsync(ListPods, [], PodRow.Read, cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        ListAsync(PingStore, [], static row => row.Int64("schema_version"), cancellationToken);

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string name,
        IReadOnlyList<(string Name, object? Value)> values,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken) =>
        operations.ReadAsync(
            name, (session, token) => session.QueryAsync(name, values, read, token), cancellationToken);

    private static (string Name, object? Value)[] ValuesOf(StepQuery query) =>
    [
        ("before_seq", query.BeforeSequence ?? long.MaxValue),
        ("task_type", query.TaskType?.Value),
        ("tenant", query.Tenant),
        ("pod_id", query.Pod?.Value),
        ("created_from_ts", query.CreatedAfter?.ToUnixTimeMilliseconds()),
        ("created_before_ts", query.CreatedBefore?.ToUnixTimeMilliseconds()),
        ("tag", query.Tag),
        ("text", query.Text),
        ("limit", query.Limit),
    ];
}
