using FleetQ.Engine.Model.Text;

namespace FleetQ.Host.Security;

/// <summary>
/// Reads keys as operators write them: <c>name:role:key</c>, one per line or comma; a line that starts with # is a
/// comment.
/// </summary>
internal static class ApiKeyText
{
    private static readonly string[] Words =
        [.. Enum.GetNames<Role>().Select(static name => name.ToLowerInvariant())];

    private static readonly string RoleRule = "one of " + string.Join(", ", Words);

    /// <summary>
    /// The keys, and what is wrong with the entries that are none. No part of a key is ever in a problem.
    /// </summary>
    public static (IReadOnlyList<ApiKey> Keys, IReadOnlyList<string> Problems) Read(string text)
    {
        var keys = new List<ApiKey>();
        var problems = new List<string>();
        var number = 0;
        foreach (var entry in EntriesOf(text))
        {
            number++;
            var parts = entry.Split(':', 3, StringSplitOptions.TrimEntries);
            if (parts.Length < 3 || parts[0].Length == 0 || parts[2].Length is 0 or > ApiKey.LengthMax)
            {
                problems.Add($"entry {number} is not name:role:key, with a key of 1 to {ApiKey.LengthMax} characters.");
                continue;
            }

            var role = Array.IndexOf(Words, parts[1].ToLowerInvariant());
            if (role < 0)
            {
                // The second part may be a key that was written without a role, so it is not shown.
                problems.Add($"entry {number} has an unknown role; it must be {RoleRule}.{AskFor(parts[1])}");
                continue;
            }

            keys.Add(new ApiKey(parts[0], (Role)role, ApiKey.HashOf(parts[2])));
        }

        return (keys, problems);
    }

    private static string AskFor(string word) => NearestName.Ask(word, Words);

    private static IEnumerable<string> EntriesOf(string text) => text
        .Split('\n', StringSplitOptions.TrimEntries)
        .Where(static line => !line.StartsWith('#'))
        .SelectMany(
            static line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
