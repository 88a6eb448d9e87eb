using System.Text.Json;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Trust;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

/// <summary>Judges a plugin by its files alone; nothing of it runs.</summary>
internal sealed partial class PluginInspection(PluginTrust trust, ILogger logger)
{
    private readonly ILogger logger = logger;

    /// <summary>Reads the main DLL.</summary>
    /// <returns>What it says of itself, or why it cannot be read.</returns>
    public static (AssemblyFacts? Facts, Refusal? Refusal) Read(PluginCandidate plugin)
    {
        if (!File.Exists(plugin.MainAssembly))
        {
            return (null, Refusal.NoMainDll(plugin));
        }

        try
        {
            var facts = AssemblyFacts.Read(plugin.MainAssembly);
            return (facts, facts is null ? Refusal.NotAnAssembly(plugin) : null);
        }
        catch (Exception failure)
            when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return (null, Refusal.Unreadable(plugin, plugin.MainAssembly, failure.Message));
        }
    }

    /// <summary>Tells why a plugin must not be loaded; null when it may.</summary>
    public Refusal? Judge(PluginCopy copy, AssemblyFacts facts)
    {
        var plugin = copy.Plugin;
        try
        {
            return trust.Judge(copy)
                ?? JudgeList(copy)
                ?? SdkContract.Judge(plugin, facts)
                ?? JudgeDependencies(plugin, facts);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return Refusal.Unreadable(plugin, plugin.DependencyFile, failure.Message);
        }
        catch (Exception failure)
            when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // Files come and go while an operator copies.
            return Refusal.Unreadable(plugin, plugin.Location, failure.Message);
        }
    }

    // Without the list the runtime finds managed libraries beside the main DLL, but no native ones.
    private static Refusal? JudgeList(PluginCopy copy)
    {
        const string NativeFolder = "runtimes/";
        var native = copy.Files.FirstOrDefault(static file =>
            file.RelativePath.StartsWith(NativeFolder, StringComparison.Ordinal)
            && file.RelativePath.Contains("/native/", StringComparison.Ordinal));
        return native is null || File.Exists(copy.Plugin.DependencyFile)
            ? null
            : Refusal.NoDependencyList(copy.Plugin, native.RelativePath);
    }

    private Refusal? JudgeDependencies(PluginCandidate plugin, AssemblyFacts facts)
    {
        var missing = DependencyWalk.FindMissing(plugin, facts);
        foreach (var optional in missing.Where(reference => !reference.IsNeeded))
        {
            LogReferenceUnresolved(plugin.Name, optional.From, optional.Reference.FullName);
        }

        var needed = missing.FirstOrDefault(reference => reference.IsNeeded);
        return needed is null ? null : Refusal.MissingDependency(plugin, facts, needed);
    }
}
