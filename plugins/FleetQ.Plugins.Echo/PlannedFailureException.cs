namespace FleetQ.Plugins.Echo;

/// <summary>The failure that a step of type <c>fail</c> asked for.</summary>
public sealed class PlannedFailureException : Exception
{
    /// <summary>States which of the planned failures this is, unless the step brought its own text.</summary>
    public PlannedFailureException(int attempt, int times, string? message)
        : base(string.IsNullOrWhiteSpace(message)
            ? $"Attempt {attempt} failed as asked: the first {times} attempts of this step do."
            : message)
    {
    }
}
