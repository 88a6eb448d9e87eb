namespace FleetQ.PluginHost.Quarantine;

/// <summary>What of a plugin is out on this pod.</summary>
/// <param name="TaskType">The task type; null for all of the plugin.</param>
/// <param name="SinceTs">Since when.</param>
/// <param name="UntilTs">When it is tried again.</param>
/// <param name="Times">How often it went out since it last worked.</param>
/// <param name="Reason">The last failure.</param>
public sealed record QuarantineReport(
    string? TaskType, DateTimeOffset SinceTs, DateTimeOffset UntilTs, int Times, string Reason);
