using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Storage.Rows;

namespace FleetQ.Storage.Stores;

/// <inheritdoc cref="IClaimStore"/>
public sealed class ClaimStore(SqlOperations operations) : IClaimStore
{
    private const string ClaimSteps = "claiming/claim_steps";
    private const string ReadNextDue = "claiming/read_next_due";
    private const string ExpireSteps = "claiming/expire_steps";
    private const string PromoteSteps = "claiming/promote_steps";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        // Once: after a lost answer, a second claim would take more steps than there is room for.
        var claims = await operations.WriteOnceAsync(
            ClaimSteps,
            StoreChange.None,
            (session, token) => session.QueryAsync(
                ClaimSteps,
                [
                    ("types", SqlJson.ArrayOf(request.Types, WriteType)),
                    ("pod_id", request.Pod.PodId.Value),
                    ("incarnation", request.Pod.Incarnation),
                    ("limit", request.Limit),
                ],
                row => ClaimRow.Read(row, request.Pod),
                token),
            cancellationToken);
        return [.. claims.OrderByDescending(static claim => claim.Priority).ThenBy(static claim => claim.Sequence)];
    }

    /// <inheritdoc/>
    public async Task<DueSteps> AdvanceDueAsync(int limit, CancellationToken cancellationToken)
    {
        // A look takes no lock; nearly always, nothing is due.
        var nextDueIn = await operations.ReadAsync(ReadNextDue, ReadNextDueAsync, cancellationToken);
        if (nextDueIn is null || nextDueIn > TimeSpan.Zero)
        {
            return new DueSteps(Promoted: 0, Expired: 0, nextDueIn);
        }

        // First what is too late: a step that is due and expired must not be promoted. Two operations, so that the one
        // that is tried again does not hide what the other did.
        var expired = await ChangeAsync(ExpireSteps, StoreChange.StepsEnded, limit, cancellationToken);
        var promoted = await ChangeAsync(PromoteSteps, StoreChange.StepsReady, limit, cancellationToken);
        nextDueIn = await operations.ReadAsync(ReadNextDue, ReadNextDueAsync, cancellationToken);
        return new DueSteps(promoted, expired, nextDueIn < TimeSpan.Zero ? TimeSpan.Zero : nextDueIn);
    }

    private Task<int> ChangeAsync(string name, StoreChange change, int limit, CancellationToken cancellationToken) =>
        operations.WriteAsync(
            name, change, (session, token) => session.ExecuteAsync(name, [("limit", limit)], token), cancellationToken);

    private static async Task<TimeSpan?> ReadNextDueAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(
            ReadNextDue, [], static row => row.SpanOrNull("due_in_ms"), cancellationToken);
        return rows[0];
    }

    private static void WriteType(Utf8JsonWriter writer, TypeRoom type)
    {
        writer.WriteString("type", type.TaskType.Value);
        writer.WriteNumber("room", type.Room);
    }
}
