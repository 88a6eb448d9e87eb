using System.Reflection;
using FleetQ.PluginHost.Discovery;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Inspection;

/// <summary>What the host and a plugin must agree on: the SDK's contract and the .NET version.</summary>
/// <remarks>
/// The SDK's assembly version is frozen inside a major version, so that every plugin binds; the contract tells additions apart. A plugin
/// that bears no mark is judged by the version of the SDK that it references.
/// </remarks>
internal static class SdkContract
{
    /// <summary>The key of the assembly metadata that holds a contract.</summary>
    public const string MetadataKey = "FleetQ.Contract";

    private static readonly Assembly Sdk = typeof(StepContext).Assembly;

    /// <summary>The contract that this host offers.</summary>
    public static Version Offered { get; } = System.Version.Parse(
        Sdk.GetCustomAttributes<AssemblyMetadataAttribute>().Single(mark => mark.Key == MetadataKey).Value!);

    /// <summary>The contract that a plugin was built for; null when it does not use the SDK.</summary>
    public static Version? FindRequired(AssemblyFacts facts)
    {
        var reference = facts.References.FirstOrDefault(name => name.Name == Sdk.GetName().Name)?.Version;
        return reference is null ? null : facts.Contract ?? new Version(reference.Major, reference.Minor);
    }

    /// <summary>Tells why a plugin cannot run on this host; null when it can.</summary>
    public static Refusal? Judge(PluginCandidate plugin, AssemblyFacts facts)
    {
        if (facts.Name != plugin.Name)
        {
            return new(RefusalCodes.NotAPlugin, $"'{plugin.MainAssembly}' is the assembly '{facts.Name}' under another name; "
                + $"call the file '{facts.Name}.dll', and its folder '{facts.Name}'.");
        }

        if (FindRequired(facts) is not { } required)
        {
            return new(RefusalCodes.NotAPlugin, $"'{plugin.Name}' {facts.Version} does not reference FleetQ.Sdk, so it holds no handler; "
                + "build it with that package, or move it out of the folder.");
        }

        return JudgeContract(plugin, facts, required) ?? JudgeTargetFramework(plugin, facts);
    }

    private static Refusal? JudgeContract(PluginCandidate plugin, AssemblyFacts facts, Version required)
    {
        var built = $"Plugin '{plugin.Name}' {facts.Version} was built for contract {required.ToString(2)} of FleetQ.Sdk; "
            + $"this host offers {Offered.ToString(2)}. ";
        if (required.Major != Offered.Major)
        {
            return new(RefusalCodes.ContractMajor, built
                + $"Build the plugin with FleetQ.Sdk {Offered.Major}.x, or run it on a host of contract {required.Major}.");
        }

        return required.Minor > Offered.Minor
            ? new(RefusalCodes.ContractNewer, built
                + $"Upgrade the host first, or build the plugin with FleetQ.Sdk {Offered.ToString(2)}.")
            : null;
    }

    private static Refusal? JudgeTargetFramework(PluginCandidate plugin, AssemblyFacts facts)
    {
        var runtime = new Version(Environment.Version.Major, Environment.Version.Minor);
        return facts.TargetFramework is { } target && target > runtime
            ? new(RefusalCodes.TargetFrameworkNewer, $"Plugin '{plugin.Name}' {facts.Version} was built for .NET {target}; "
                + $"this host runs on .NET {runtime}. Build the plugin for net{runtime}, or upgrade the host.")
            : null;
    }
}
