namespace FleetQ.PluginHost.Settings;

/// <summary>What is wrong with a plugin's settings, each as a sentence with its name and, where it may be shown, its
/// value.</summary>
internal sealed class SettingProblems
{
    private readonly List<string> sentences = [];
    private readonly HashSet<string> paths = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sentences, in the order in which they were found.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>Tells whether something at or below a path is wrong.</summary>
    public bool AreAt(string path) =>
        paths.Contains(path) || paths.Any(other => other.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Something is wrong with a setting, whatever its value.</summary>
    public void Add(string path, string wrong)
    {
        paths.Add(path);
        sentences.Add($"'{path}' {Sentence(wrong)}");
    }

    /// <summary>The value is wrong; null: it is not set.</summary>
    public void Add(string path, string? value, string wrong)
    {
        paths.Add(path);
        var isSecret = SecretText.Is(path, value);
        var shown = (value, isSecret) switch
        {
            (null, _) => "is not set",
            (_, true) => "has a wrong value",
            _ => $"is '{SecretText.Cut(value)}'",
        };
        var reason = isSecret && !string.IsNullOrEmpty(value)
            ? wrong.Replace(value, SecretText.Mask, StringComparison.Ordinal)
            : wrong;
        sentences.Add($"'{path}' {shown}; {Sentence(reason)}");
    }

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
