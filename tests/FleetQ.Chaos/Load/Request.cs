namespace FleetQ.Chaos.Load;

/// <summary>One submit, and what the client knows of it.</summary>
internal sealed record Request(string StepId, string Way, int MaxRetries)
{
    /// <summary>True when a pod said that it is taken; false: not known, or refused.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Tries { get; set; }
}
