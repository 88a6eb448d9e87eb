using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.Host.Requests;

/// <summary>A step's own pauses after failed attempts.</summary>
internal static class StepRetry
{
    private const string Strategy = "strategy";
    private const string BaseMs = "base_ms";
    private const string MaxMs = "max_ms";
    private const string Jitter = "jitter";
    private const int MsMax = 86_400_000;

    private static readonly string[] Known = [Strategy, BaseMs, MaxMs, Jitter];

    private static readonly string[] Strategies =
        [.. Enum.GetNames<BackoffStrategy>().Select(static name => name.ToLowerInvariant())];

    /// <summary>Reads the field; what it leaves out is the host's. Null when a step has none of its own.</summary>
    public static RetryPolicy? Read(ObjectReader fields, FieldErrors errors, RetryPolicy ofHost)
    {
        if (fields.Find(StepFields.Retry) is null or { ValueKind: JsonValueKind.Null }
            || fields.FindObject(StepFields.Retry) is not { } retry)
        {
            return null;
        }

        var own = new ObjectReader(retry, errors, fields.PathOf(StepFields.Retry) + ".");
        own.RefuseUnknown(Known);
        var strategy = own.FindText(Strategy, Strategies.Contains, "one of " + string.Join(", ", Strategies));
        var baseMs = own.FindWhole(BaseMs, 0, MsMax);
        var maxMs = own.FindWhole(MaxMs, 0, MsMax);
        var jitter = own.FindSwitch(Jitter);
        var baseDelay = baseMs is { } first ? TimeSpan.FromMilliseconds(first) : ofHost.BaseDelay;
        if (maxMs < baseDelay.TotalMilliseconds && baseMs is not null)
        {
            own.Refuse(MaxMs, "must not be less than base_ms.");
        }

        // Only one end given: the other end gives way, so that half a retry is never refused for a setting that the
        // client cannot see.
        var maxDelay = maxMs is { } last
            ? TimeSpan.FromMilliseconds(last)
            : TimeSpan.FromMilliseconds(Math.Max(ofHost.MaxDelay.TotalMilliseconds, baseDelay.TotalMilliseconds));
        return new RetryPolicy(
            strategy is null ? ofHost.Strategy : (BackoffStrategy)Array.IndexOf(Strategies, strategy),
            baseDelay < maxDelay ? baseDelay : maxDelay,
            maxDelay,
            jitter ?? ofHost.Jitter);
    }
}
