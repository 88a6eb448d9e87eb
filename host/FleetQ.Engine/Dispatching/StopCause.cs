namespace FleetQ.Engine.Dispatching;

/// <summary>Why a handler's token was cancelled.</summary>
internal enum StopCause
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The attempt ran longer than it may.</summary>
    TimedOut,

    /// <summary>The pod drains and its patience is over.</summary>
    Draining,

    /// <summary>
    /// The claim is no longer this pod's: somebody cancelled or recovered the step, or the pod fenced itself.
    /// </summary>
    ClaimLost,
}
