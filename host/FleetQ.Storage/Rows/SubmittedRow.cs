using System.Data.Common;

using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>A step that holds the id or the key of a submitted one.</summary>
/// <param name="Place">Where the submitted one stands in its batch.</param>
/// <param name="StepId">The step that is in the store.</param>
/// <param name="IdempotencyKey">Its key.</param>
/// <param name="RequestHash">The hash of its body.</param>
/// <param name="ByKey">Whether the key found it, not the id.</param>
internal sealed record SubmittedRow(int Place, StepId StepId, string? IdempotencyKey, string? RequestHash, bool ByKey)
{
    public static SubmittedRow Read(DbDataReader row) => new(
        row.Int32("place"),
        new StepId(row.Text("step_id")),
        row.TextOrNull("idempotency_key"),
        row.TextOrNull("request_hash"),
        row.Int64("by_key") == 1);
}
