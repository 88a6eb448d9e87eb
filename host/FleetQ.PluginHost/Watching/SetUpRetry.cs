using FleetQ.PluginHost.Quarantine;

namespace FleetQ.PluginHost.Watching;

/// <summary>
/// When a plugin that threw in its set-up is tried again without a change of its files: what it waits for may be back.
/// </summary>
internal sealed class SetUpRetry
{
    // What is loaded once stays in memory in production, also when its set-up threw.
    private const int TriesMax = 5;

    private string? fingerprint;
    private int failures;
    private long failedAt;

    /// <summary>Notes how a try ended.</summary>
    /// <param name="refusal">Why it does not serve; null when it does.</param>
    /// <param name="sum">The fingerprint of its files.</param>
    /// <param name="time">The pod's clock.</param>
    public void Note(Refusal? refusal, string? sum, TimeProvider time)
    {
        var isSetUp = refusal?.Code is RefusalCodes.SetupFailed or RefusalCodes.ProcessFailed;
        failures = !isSetUp ? 0 : sum == fingerprint ? failures + 1 : 1;
        fingerprint = sum;
        failedAt = time.GetTimestamp();
    }

    /// <summary>Tells whether it shall be tried now.</summary>
    public bool IsDue(QuarantineOptions options, TimeProvider time) =>
        failures is > 0 and <= TriesMax && time.GetElapsedTime(failedAt) >= options.PauseAfter(failures - 1);
}
