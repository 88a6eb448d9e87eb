namespace FleetQ.PluginHost.Unloading;

/// <summary>Libraries that keep the plugin that brings them in memory for ever, whatever the plugin does.</summary>
internal static class KnownLibraries
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Data.Sqlite"] = "handles AppDomain.ProcessExit and keeps a timer, once a connection was opened",
        ["Npgsql"] = "keeps a static Meter",
        ["NLog"] = "handles AppDomain.ProcessExit",
        ["StackExchange.Redis"] = "keeps the threads of its scheduler",
        ["MongoDB.Driver"] = "keeps the threads of its monitors",
        ["Microsoft.Extensions.Http"] = "keeps expired handlers for some minutes",
    };

    /// <summary>What is known of those among some libraries.</summary>
    public static IReadOnlyList<string> Explain(IEnumerable<string> libraries) =>
    [
        .. libraries
            .Where(Reasons.ContainsKey)
            .Select(static library => $"{library} {Reasons[library]}"),
    ];
}
