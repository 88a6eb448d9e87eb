namespace FleetQ.Client;

/// <summary>What follows from a status.</summary>
public static class StepStatuses
{
    /// <summary>Tells whether nothing more happens to the step by itself.</summary>
    public static bool HasEnded(this StepStatus status) =>
        status is StepStatus.Completed or StepStatus.Failed or StepStatus.Cancelled or StepStatus.Expired;

    /// <summary>The word of the HTTP interface.</summary>
    public static string ToWord(this StepStatus status) => status switch
    {
        StepStatus.Unknown => "unknown",
        StepStatus.Blocked => "blocked",
        StepStatus.Scheduled => "scheduled",
        StepStatus.Pending => "pending",
        StepStatus.Claimed => "claimed",
        StepStatus.Completed => "completed",
        StepStatus.Failed => "failed",
        StepStatus.Cancelled => "cancelled",
        StepStatus.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "It has no word."),
    };

    /// <summary>The status of a word; null when the word is none.</summary>
    public static StepStatus? Find(string word)
    {
        foreach (var status in Enum.GetValues<StepStatus>())
        {
            if (status is not StepStatus.Unknown && status.ToWord() == word)
            {
                return status;
            }
        }

        return null;
    }
}
