namespace FleetQ.Host.Security;

/// <summary>What a caller may do. Each role may do all that the ones before it may.</summary>
internal enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Submits steps.</summary>
    Submitter,

    /// <summary>Cancels, retries and amends steps, and runs recovery.</summary>
    Operator,

    /// <summary>Everything.</summary>
    Admin,
}
