namespace FleetQ.Host.Contracts;

/// <summary>What this pod counted since it started.</summary>
/// <param name="PodId">Which pod.</param>
/// <param name="UptimeSeconds">Since when.</param>
/// <param name="Counters">Totals, by name.</param>
/// <param name="Gauges">What is now, by name.</param>
/// <param name="Rates">The counters per second, over the last minute.</param>
/// <param name="Latency">How long steps waited (ready to claimed) and ran.</param>
internal sealed record MetricsResponse(
    string PodId,
    double UptimeSeconds,
    IReadOnlyDictionary<string, long> Counters,
    IReadOnlyDictionary<string, double> Gauges,
    IReadOnlyDictionary<string, double> Rates,
    LatencyResponse Latency);

/// <summary>The two durations of a step.</summary>
internal sealed record LatencyResponse(QuantilesResponse Wait, QuantilesResponse Run);

/// <summary>Quantiles in milliseconds; null before the first.</summary>
internal sealed record QuantilesResponse(long Count, double? P50Ms, double? P95Ms, double? P99Ms);

/// <summary>What this host is and where its addresses are.</summary>
internal sealed record IndexResponse(
    string Service, string Description, string Version, string PodId, IReadOnlyDictionary<string, string> Endpoints);
