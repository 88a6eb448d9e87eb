using System.Globalization;
using FleetQ.Engine.Storage;
using FleetQ.Host;
using FleetQ.Host.Settings;
using FleetQ.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Cli.Doctor;

/// <summary>Looks at the store without changing it.</summary>
internal static class StoreCheck
{
    private const string Where = "store";

    // Steps are told about in the store's time: people compare it with their own.
    private static readonly TimeSpan LeadMax = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        HostSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return [.. Judge(await InspectAsync(settings, time, cancellationToken))];
        }
        catch (StoreUnusableException failure)
        {
            return [Finding.Problem(Where, failure.Message[..^failure.Advice.Length].Trim(), failure.Advice)];
        }
        catch (StoreUnavailableException failure)
        {
            var cause = failure.InnerException?.Message;
            return [Finding.Problem(Where, $"The store does not answer: {cause}", failure.Advice)];
        }
    }

    /// <summary>Looks once: a person waits.</summary>
    public static Task<StoreInspection> InspectAsync(
        HostSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var once = settings with { StoreBackoff = settings.StoreBackoff with { MaxAttempts = 1 } };
        return StoreChoice.InspectAsync(once, time, NullLoggerFactory.Instance, cancellationToken);
    }

    private static IEnumerable<Finding> Judge(StoreInspection store)
    {
        yield return store switch
        {
            { SchemaVersion: 0 } => Finding.Note(
                Where, $"{store.Place} has no tables yet; the first host, or 'fleetq migrate', makes them."),
            { Pending.Count: > 0 } => Finding.Warning(
                Where,
                $"{store.Place} has schema version {store.SchemaVersion}; it lacks {store.Pending.Count} migrations.",
                "A host of this version applies them at its start; 'fleetq migrate --dry-run' lists them."),
            _ => Finding.Ok(Where, $"{store.Place} answers; schema version {store.SchemaVersion}"),
        };
        if (store.ClockLead is { } lead)
        {
            yield return JudgeClock(lead);
        }
    }

    /// <summary>Tells whether two clocks are close enough.</summary>
    /// <param name="lead">How far the store's is ahead.</param>
    public static Finding JudgeClock(TimeSpan lead)
    {
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(lead.TotalSeconds):0.0} s");
        return lead.Duration() <= LeadMax
            ? Finding.Ok("clocks", "the store's and this machine's agree")
            : Finding.Warning(
                "clocks",
                $"The store's clock is {seconds} {(lead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's; "
                + "steps start by the store's, logs show this one.",
                "Let both machines take their time from the same source (NTP).");
    }
}
