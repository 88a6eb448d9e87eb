namespace FleetQ.Engine.Completion;

/// <summary>What became of an outcome.</summary>
public enum CompletionResult
{
    /// <summary>It is in the store.</summary>
    Recorded,

    /// <summary>The claim was lost before: the outcome was dropped.</summary>
    ClaimLost,
}
