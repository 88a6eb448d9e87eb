namespace FleetQ.Host.Settings;

/// <summary>The host cannot start with the settings that it was given.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(MessageOf(problems))
{
    /// <summary>Everything that is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    private static string MessageOf(IReadOnlyList<string> problems) =>
        $"FleetQ does not start: {problems.Count} problem{(problems.Count == 1 ? "" : "s")} in its settings."
            + Environment.NewLine
        + string.Join(Environment.NewLine, problems.Select(static problem => "  " + problem));
}
