using System.Data.Common;

using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>Reads a claimed row as its pod needs it.</summary>
internal static class ClaimRow
{
    public static Claim Read(DbDataReader row, PodIdentity pod) => new()
    {
        Key = ReadKey(row),
        Pod = pod,
        TaskType = new TaskType(row.Text("task_type")),
        Sequence = row.Int64("seq"),
        Attempt = row.Int32("attempt"),
        MaxRetries = row.Int32("max_retries"),
        Losses = row.Int32("losses"),
        Priority = row.Int32("priority"),
        Tenant = row.Text("tenant"),
        Payload = row.Text("payload"),
        PayloadForm = PayloadForms.Of(row.Text("payload_form")),
        Metadata = row.Text("metadata"),
        Timeout = row.SpanOrNull("timeout_ms"),
        Waited = TimeSpan.FromMilliseconds(row.Int64("waited_ms")),
        Retry = RetryText.Parse(row.TextOrNull("retry")),
        TraceParent = row.TextOrNull("trace_parent"),
    };

    public static ClaimKey ReadKey(DbDataReader row) => new(new StepId(row.Text("step_id")), row.Int64("claim_epoch"));
}
