namespace FleetQ.Chaos.Load;

/// <summary>One submit, and what the client knows of it.</summary>
internal sealed record Request(string StepId, string Way, int MaxRetries)
{
    /// <summary>True when a pod said that it is taken; false: not known, or refused.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Tries { get; set; }

    /// <summary>What a pod answered as if FleetQ had a defect; null: nothing of that kind.</summary>
    public string? Defect { get; set; }

    /// <summary>Whether no attempt of a step that goes this way completes.</summary>
    public static bool FailsForGood(string? way) => way is "Fails" or "KillsItsProcess" or "EatsMemory";
}
