using FleetQ.Host.Contracts;
using FleetQ.Storage;

namespace FleetQ.Host.Endpoints;

/// <summary>Shows what a store tells of itself.</summary>
internal static class StoreResponses
{
    public static StoreResponse ToResponse(this StoreReport report, string podId) => new()
    {
        PodId = podId,
        Engine = report.Engine,
        Version = report.Version,
        SchemaVersion = report.SchemaVersion,
        Transport = report.Transport,
        IdleIntervalSeconds = report.IdleInterval?.TotalSeconds,
        ExpectedCreditsPerDay = report.ExpectedCreditsPerDay,
        Statements = report.Statements.ToDictionary(
            static count => count.Purpose,
            static count => new StatementCounts(count.LastMinute, count.LastHour),
            StringComparer.Ordinal),
    };
}
