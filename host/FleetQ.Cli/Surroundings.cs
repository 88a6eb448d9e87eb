using System.Collections;
using FleetQ.Cli.Terminals;

namespace FleetQ.Cli;

/// <summary>What the tool is given from outside.</summary>
/// <param name="Terminal">Where it writes and reads.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Random">Its source of chance.</param>
internal sealed record Surroundings(Terminal Terminal, TimeProvider Time, Random Random)
{
    /// <summary>The variables of the process.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Variables { get; } =
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value)),
    ];

    /// <summary>A variable; null when it is not set or empty.</summary>
    public string? Find(string variable) =>
        Variables.FirstOrDefault(pair => pair.Key == variable).Value is { Length: > 0 } value ? value : null;
}
