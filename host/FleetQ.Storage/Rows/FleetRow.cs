using System.Data.Common;

using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>A pod as a beat reads it, in one look at the whole fleet.</summary>
/// <param name="Pod">Its row.</param>
/// <param name="Attention">How often somebody ended one of its claims.</param>
/// <param name="SinceRecovery">How long ago the fleet's last full recovery pass ended; the same for all.</param>
internal sealed record FleetRow(Pod Pod, long Attention, TimeSpan? SinceRecovery)
{
    public static FleetRow Read(DbDataReader row) =>
        new(PodRow.Read(row), row.Int64("attention"), row.SpanOrNull("recovery_age_ms"));
}
