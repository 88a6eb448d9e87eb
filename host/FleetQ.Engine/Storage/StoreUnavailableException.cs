namespace FleetQ.Engine.Storage;

/// <summary>The store did not answer, or cannot take writes now. Whether the operation was done is not known.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>States which operation had no answer and what the operator can do.</summary>
    /// <param name="operation">Stage and name, such as <c>claiming/claim_steps</c>.</param>
    /// <param name="advice">A sentence that says what to check.</param>
    /// <param name="cause">What the driver threw.</param>
    public StoreUnavailableException(string operation, string advice, Exception cause)
        : base($"The store did not answer '{operation}': {cause?.Message} FleetQ tries again. {advice}", cause)
    {
        Operation = operation;
        Advice = advice;
    }

    /// <summary>Stage and name of the operation.</summary>
    public string Operation { get; }

    /// <summary>What the operator can check. Names no address, so that anybody may see it.</summary>
    public string Advice { get; }
}
