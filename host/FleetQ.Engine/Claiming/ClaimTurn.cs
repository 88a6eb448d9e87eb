namespace FleetQ.Engine.Claiming;

/// <summary>What one turn of the claim loop found.</summary>
internal enum ClaimTurn
{
    /// <summary>As many as there was room for: look again at once.</summary>
    MoreMayBeReady,

    /// <summary>Fewer than there was room for.</summary>
    NothingReady,

    /// <summary>The pod is full.</summary>
    NoRoom,

    /// <summary>The pod may not claim now.</summary>
    Paused,

    /// <summary>The store did not answer.</summary>
    StoreAway,
}
