namespace FleetQ.Engine.Storage;

/// <summary>What a change of the store may mean to a pod.</summary>
[Flags]
public enum StoreChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Steps may have become ready, or will be sooner than was known.</summary>
    StepsReady = 1,

    /// <summary>Steps may have ended.</summary>
    StepsEnded = 2,

    /// <summary>It is not known.</summary>
    Any = StepsReady | StepsEnded,
}
