namespace FleetQ.Engine.Membership;

/// <summary>Where a pod is in its own life.</summary>
public enum PodPhase
{
    /// <summary>Not registered yet.</summary>
    Starting,

    /// <summary>It beats and claims.</summary>
    Active,

    /// <summary>It could not beat, or was evicted: it dropped its claims and registers anew.</summary>
    Fenced,

    /// <summary>It claims no more and finishes or gives back what it holds.</summary>
    Draining,

    /// <summary>It is gone.</summary>
    Left,
}
