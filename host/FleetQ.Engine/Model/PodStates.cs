namespace FleetQ.Engine.Model;

/// <summary>The words of the pod states.</summary>
public static class PodStates
{
    private static readonly string[] Words =
        [.. Enum.GetNames<PodState>().Select(static name => name.ToLowerInvariant())];

    /// <summary>The word of a state, as the store and HTTP write it.</summary>
    public static string ToWord(this PodState state) => Words[(int)state];

    /// <summary>Tells whether a pod in this state can hold claims.</summary>
    public static bool HoldsClaims(this PodState state) => state is PodState.Active or PodState.Draining;

    /// <summary>The state of a word; null when there is none.</summary>
    public static PodState? Find(string word)
    {
        var index = Array.IndexOf(Words, word);
        return index < 0 ? null : (PodState)index;
    }
}
