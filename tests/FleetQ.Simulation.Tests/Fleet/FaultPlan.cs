namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>
/// What one seed does to its fleet. Each kind of fault is on or off: a mix of all of them hides what only some of them
/// do.
/// </summary>
internal sealed record FaultPlan
{
    /// <summary>Odds that a statement is not done and fails.</summary>
    public double ErrorsBefore { get; init; }

    /// <summary>Odds that a statement is done and fails all the same.</summary>
    public double ErrorsAfter { get; init; }

    /// <summary>Odds that a process dies while its statement is on its way.</summary>
    public double DeathsBefore { get; init; }

    /// <summary>Odds that a process dies when its statement is done and not answered.</summary>
    public double DeathsAfter { get; init; }

    /// <summary>Odds that a message is slow.</summary>
    public double SlowAnswers { get; init; }

    public TimeSpan SlowestAnswer { get; init; }

    /// <summary>Odds a second that a pod is killed.</summary>
    public double Kills { get; init; }

    /// <summary>Odds a second that a pod stops and goes on later.</summary>
    public double Pauses { get; init; }

    /// <summary>Odds a second that all pods stop.</summary>
    public double PausesOfAll { get; init; }

    /// <summary>Odds a second that a pod is cut off from the store.</summary>
    public double Cuts { get; init; }

    /// <summary>Odds a second that the store goes away.</summary>
    public double Outages { get; init; }

    public TimeSpan LongestOutage { get; init; }

    /// <summary>Odds a second that a pod's pool of threads starves for a while.</summary>
    public double Starvations { get; init; }

    /// <summary>Odds a second that a pod ends in order and comes back.</summary>
    public double Restarts { get; init; }

    /// <summary>Odds a second that the store's clock jumps.</summary>
    public double ClockJumps { get; init; }

    /// <summary>How wrong the pods' clocks may be.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Whether the leader's recovery never comes back from its store, in peace either.</summary>
    public bool HangsRecovery { get; init; }

    /// <summary>Whether every pod recovers, whoever leads.</summary>
    public bool EveryoneLeads { get; init; }

    /// <summary>Odds that a step kills each process that runs it.</summary>
    public double Poison { get; init; }

    /// <summary>Odds a second that somebody cancels or retries a step.</summary>
    public double Operators { get; init; }

    /// <summary>Odds that a hint of a change does not arrive.</summary>
    public double LostHints { get; init; }

    /// <summary>True after the faults have stopped.</summary>
    public bool IsPeace { get; set; }

    /// <summary>Whether something with these odds can happen now.</summary>
    public bool Is(double odds) => odds > 0 && !IsPeace;

    public static FaultPlan Draw(Random chance)
    {
        double Some(double most) => chance.Next(3) == 0 ? 0 : most * chance.NextDouble();
        double Rarely(double most) => chance.Next(3) == 0 ? most * chance.NextDouble() : 0;

        return new FaultPlan
        {
            ErrorsBefore = Some(0.08),
            ErrorsAfter = Some(0.08),
            DeathsBefore = Rarely(0.01),
            DeathsAfter = Rarely(0.01),
            SlowAnswers = Some(0.04),
            SlowestAnswer = TimeSpan.FromSeconds(3),
            Kills = Some(0.08),
            Pauses = Some(0.08),
            PausesOfAll = Rarely(0.02),
            Cuts = Some(0.06),
            Outages = Some(0.03),
            LongestOutage = TimeSpan.FromSeconds(40),
            Starvations = Rarely(0.05),
            Restarts = Rarely(0.05),
            ClockJumps = Rarely(0.05),
            Skew = chance.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromHours(1),
            HangsRecovery = chance.Next(8) == 0,
            EveryoneLeads = chance.Next(8) == 0,
            Poison = Rarely(0.15),
            Operators = Rarely(0.3),
            LostHints = Some(1),
        };
    }
}
