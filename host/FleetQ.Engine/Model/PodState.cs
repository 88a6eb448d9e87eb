namespace FleetQ.Engine.Model;

/// <summary>What a pod's row says of it. The names, in lower case, are the store's words.</summary>
public enum PodState
{
    /// <summary>It beats and claims.</summary>
    Active,

    /// <summary>It beats, claims nothing more and finishes or releases what it holds.</summary>
    Draining,

    /// <summary>It left by itself.</summary>
    Left,

    /// <summary>Recovery, or a newer incarnation, put it out.</summary>
    Evicted,
}
