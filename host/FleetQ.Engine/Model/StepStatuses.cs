namespace FleetQ.Engine.Model;

/// <summary>The words of the statuses.</summary>
public static class StepStatuses
{
    private static readonly string[] Words =
        [.. Enum.GetNames<StepStatus>().Select(static name => name.ToLowerInvariant())];

    /// <summary>The word of a status, as the store and HTTP write it.</summary>
    public static string ToWord(this StepStatus status) => Words[(int)status];

    /// <summary>Tells whether a step in this status has ended: only an operator's retry moves it.</summary>
    public static bool IsEnded(this StepStatus status) =>
        status is StepStatus.Completed or StepStatus.Failed or StepStatus.Cancelled or StepStatus.Expired;

    /// <summary>
    /// The status of a word; null when there is none, for a newer pod may write words that this one does not know.
    /// </summary>
    public static StepStatus? Find(string word)
    {
        var index = Array.IndexOf(Words, word);
        return index < 0 ? null : (StepStatus)index;
    }
}
