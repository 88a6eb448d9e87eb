using System.Globalization;
using FleetQ.PluginHost.Discovery;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Isolation;

/// <summary>How one plugin runs: what its author asks for, and over that what the operator sets.</summary>
/// <param name="IsIsolated">In a process of its own.</param>
/// <param name="MemoryLimitMb">The most memory for objects, in mebibytes; null for no limit.</param>
/// <param name="IdleExit">How long its process stays when nothing runs; null: for the life of the pod.</param>
internal sealed record IsolationTerms(bool IsIsolated, int? MemoryLimitMb, TimeSpan? IdleExit)
{
    private const string Isolation = "Isolation";

    /// <summary>Reads both. A setting can ask for a process; nothing that a plugin brings can refuse it.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="settings">Its own settings.</param>
    /// <returns>The terms, or what is wrong.</returns>
    public static (IsolationTerms? Terms, Refusal? Refusal) Read(PluginCandidate plugin, IConfiguration settings)
    {
        var (manifest, refusal) = PluginManifest.Read(plugin);
        if (manifest is null)
        {
            return (null, refusal);
        }

        if (settings[Isolation] is { } set && !set.Equals("process", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Refusal.InvalidIsolation(plugin, Isolation, set, "it must be 'process', or not be set"));
        }

        var isIsolated = manifest.IsIsolated || settings[Isolation] is not null;
        return FindWrongNumber(plugin, settings) is { } wrong
            ? (null, wrong)
            : (new IsolationTerms(
                isIsolated,
                NumberOf(settings, "MemoryLimitMb") ?? manifest.MemoryLimitMb,
                (NumberOf(settings, "IdleExitSeconds") ?? manifest.IdleExitSeconds) is { } idle
                    ? TimeSpan.FromSeconds(idle)
                    : null), null);
    }

    private static Refusal? FindWrongNumber(PluginCandidate plugin, IConfiguration settings) =>
        Judge(plugin, settings, "MemoryLimitMb", PluginManifest.MemoryLimitMbMin, PluginManifest.MemoryLimitMbMax)
        ?? Judge(plugin, settings, "IdleExitSeconds", 1, PluginManifest.IdleExitSecondsMax);

    private static Refusal? Judge(PluginCandidate plugin, IConfiguration settings, string key, int atLeast, int atMost)
    {
        if (settings[key] is not { } text || (NumberOf(settings, key) is { } n && n >= atLeast && n <= atMost))
        {
            return null;
        }

        return Refusal.InvalidIsolation(
            plugin, key, text, $"it must be a whole number from {atLeast} to {atMost}");
    }

    private static int? NumberOf(IConfiguration settings, string key) =>
        int.TryParse(settings[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
