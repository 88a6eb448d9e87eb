namespace FleetQ.Host.Security;

/// <summary>Who asks.</summary>
/// <param name="Name">The name of the key; shown in logs.</param>
/// <param name="Role">What the key allows.</param>
internal sealed record Caller(string Name, Role Role)
{
    /// <summary>
    /// Everybody, where the host needs no keys: only this machine can reach it, or the operator said that this is
    /// meant.
    /// </summary>
    public static Caller Anyone { get; } = new("anyone", Role.Admin);
}
