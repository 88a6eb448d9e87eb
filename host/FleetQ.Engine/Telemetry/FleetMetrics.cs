using System.Diagnostics.Metrics;

namespace FleetQ.Engine.Telemetry;

/// <summary>What a pod counts. The names are the stages' and the glossary's.</summary>
public sealed class FleetMetrics : IDisposable
{
    /// <summary>The meter's name, for exporters.</summary>
    public const string MeterName = "FleetQ";

    private readonly Meter meter = new(MeterName);
    private readonly List<Tally> tallies = [];
    private readonly Histogram<double> waitSeconds;
    private readonly Histogram<double> runSeconds;

    /// <summary>Makes the instruments.</summary>
    public FleetMetrics(TimeProvider time)
    {
        Tally Steps(string name, string description) => NewTally(name, "{step}", description, time);

        Submitted = Steps("fleetq.submission.steps", "Steps that were committed.");
        Repeated = Steps("fleetq.submission.repeats", "Submits that returned a step that was there already.");
        Claimed = Steps("fleetq.claiming.steps", "Steps that this pod claimed.");
        Claims = NewTally("fleetq.claiming.claims", "{claim}", "Times that this pod asked for steps.", time);
        Completed = Steps("fleetq.completion.completed", "Attempts that completed.");
        Retried = Steps("fleetq.completion.retried", "Attempts that failed and are repeated.");
        Failed = Steps("fleetq.completion.failed", "Steps that failed for good.");
        Released = Steps("fleetq.completion.released", "Steps given back unused.");
        Snoozed = Steps("fleetq.completion.snoozed", "Steps that asked to come back later.");
        Lost = Steps("fleetq.completion.lost", "Claims that were lost: their results were dropped.");
        Abandoned = Steps(
            "fleetq.dispatching.abandoned", "Attempts settled without their handlers, which ignored their token.");
        Returned = Steps("fleetq.recovery.returned", "Steps of dead pods that became pending.");
        ReturnedFailed = Steps("fleetq.recovery.failed", "Steps of dead pods that had no retry left.");
        Passes = NewTally("fleetq.recovery.passes", "{pass}", "Recovery passes that this pod finished.", time);
        Beats = NewTally("fleetq.membership.beats", "{beat}", "Beats that the store took.", time);
        BeatsMissed = NewTally("fleetq.membership.beats_missed", "{beat}", "Beats without an answer.", time);
        Fences = NewTally("fleetq.membership.fences", "{fence}", "Times that this pod stopped trusting itself.", time);
        Reconciled = Steps("fleetq.membership.reconciled", "Claims that only the store knew of, given back.");
        waitSeconds = meter.CreateHistogram<double>("fleetq.claiming.wait", "s", "From ready to claimed.");
        runSeconds = meter.CreateHistogram<double>("fleetq.dispatching.run", "s", "From handler entered to left.");
    }

    /// <summary>Steps that were committed.</summary>
    public Tally Submitted { get; }

    /// <summary>Submits that returned a step that was there already.</summary>
    public Tally Repeated { get; }

    /// <summary>Steps that this pod claimed.</summary>
    public Tally Claimed { get; }

    /// <summary>Times that this pod asked for steps.</summary>
    public Tally Claims { get; }

    /// <summary>Attempts that completed.</summary>
    public Tally Completed { get; }

    /// <summary>Attempts that failed and are repeated.</summary>
    public Tally Retried { get; }

    /// <summary>Steps that failed for good.</summary>
    public Tally Failed { get; }

    /// <summary>Steps given back unused.</summary>
    public Tally Released { get; }

    /// <summary>Steps that asked to come back later.</summary>
    public Tally Snoozed { get; }

    /// <summary>Claims that were lost.</summary>
    public Tally Lost { get; }

    /// <summary>Attempts settled without their handlers, which ignored their token.</summary>
    public Tally Abandoned { get; }

    /// <summary>Steps of dead pods that became pending.</summary>
    public Tally Returned { get; }

    /// <summary>Steps of dead pods that had no retry left.</summary>
    public Tally ReturnedFailed { get; }

    /// <summary>Recovery passes that this pod finished.</summary>
    public Tally Passes { get; }

    /// <summary>Beats that the store took.</summary>
    public Tally Beats { get; }

    /// <summary>Beats without an answer.</summary>
    public Tally BeatsMissed { get; }

    /// <summary>Times that this pod stopped trusting itself.</summary>
    public Tally Fences { get; }

    /// <summary>Claims that only the store knew of, given back.</summary>
    public Tally Reconciled { get; }

    /// <summary>All counters.</summary>
    public IReadOnlyList<Tally> Tallies => tallies;

    /// <summary>From ready to claimed, by the store's clock.</summary>
    public Distribution Wait { get; } = new();

    /// <summary>From handler entered to left.</summary>
    public Distribution Run { get; } = new();

    /// <summary>Adds one step's wait.</summary>
    public void AddWait(TimeSpan waited)
    {
        Wait.Add(waited);
        waitSeconds.Record(waited.TotalSeconds);
    }

    /// <summary>Adds one attempt's run.</summary>
    public void AddRun(TimeSpan ran)
    {
        Run.Add(ran);
        runSeconds.Record(ran.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private Tally NewTally(string name, string unit, string description, TimeProvider time)
    {
        var tally = new Tally(meter, name, unit, description, time);
        tallies.Add(tally);
        return tally;
    }
}
