namespace FleetQ.Storage;

/// <summary>What a session is rented for.</summary>
public enum SqlUse
{
    /// <summary>Reading; never waits for a writer.</summary>
    Read,

    /// <summary>Writing.</summary>
    Write,

    /// <summary>A pod's beat, which shares its session with nothing else.</summary>
    Beat,
}
