namespace FleetQ.Engine.Storage;

/// <summary>
/// The store cannot be used as it is: damaged, read-only, no database of ours, a schema that this host does not know.
/// </summary>
public sealed class StoreUnusableException : Exception
{
    /// <summary>States what is wrong and what to do.</summary>
    public StoreUnusableException(string fact, string advice, Exception? cause)
        : base($"{fact} {advice}", cause) => Advice = advice;

    /// <summary>What the operator can do.</summary>
    public string Advice { get; }
}
