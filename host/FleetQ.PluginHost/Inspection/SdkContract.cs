using System.Reflection;
using FleetQ.PluginHost.Discovery;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Inspection;

/// <summary>What the host and a plugin must agree on: the SDK's contract and the .NET version.</summary>
/// <remarks>
/// The SDK's assembly version is frozen inside a major version, so that every plugin binds; the contract tells
/// additions apart. A plugin that bears no mark is judged by the version of the SDK that it references.
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
            return Refusal.OtherName(plugin, facts);
        }

        return FindRequired(facts) is { } required
            ? JudgeContract(plugin, facts, required) ?? JudgeTargetFramework(plugin, facts)
            : Refusal.NoSdk(plugin, facts);
    }

    private static Refusal? JudgeContract(PluginCandidate plugin, AssemblyFacts facts, Version required)
    {
        if (required.Major != Offered.Major)
        {
            return Refusal.ContractMajor(plugin, facts, required, Offered);
        }

        return required.Minor > Offered.Minor ? Refusal.ContractNewer(plugin, facts, required, Offered) : null;
    }

    private static Refusal? JudgeTargetFramework(PluginCandidate plugin, AssemblyFacts facts)
    {
        var runtime = new Version(Environment.Version.Major, Environment.Version.Minor);
        return facts.TargetFramework > runtime ? Refusal.TargetFrameworkNewer(plugin, facts, runtime) : null;
    }
}
