namespace FleetQ.Client.Http;

/// <summary>What is asked of a pod, whichever it is.</summary>
internal sealed record FleetRequest(HttpMethod Method, string Path)
{
    /// <summary>The body, as JSON; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>
    /// Whether it may be sent again when nobody knows if it was done: reads, and submits under an id or a key.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>How long the pod holds the answer back on purpose.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether 503 is an answer, not a refusal: a pod that is ill says so in this way.</summary>
    public bool TakesUnavailable { get; init; }
}
