using System.Reflection;
using System.Runtime.Loader;
using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace FleetQ.PluginHost.Inspection;

/// <summary>
/// The assemblies that a plugin gets from the host, whatever version it was built with: the types that cross between
/// them.
/// </summary>
internal static class SharedAssemblies
{
    /// <summary>FleetQ.Sdk and the abstractions that stand in its public API.</summary>
    public static IReadOnlyList<AssemblyName> Names { get; } =
    [
        typeof(StepContext).Assembly.GetName(),
        typeof(IConfiguration).Assembly.GetName(),
        typeof(IServiceCollection).Assembly.GetName(),
        typeof(ILogger).Assembly.GetName(),
        typeof(IChangeToken).Assembly.GetName(),
    ];

    /// <summary>
    /// What the shared assemblies use for themselves, Polly.Core for instance: the loader shares the whole closure of
    /// what it is given, and these are named as exceptions, so that a plugin may bring its own version.
    /// </summary>
    public static IReadOnlyList<AssemblyName> Hidden { get; } =
    [
        .. Names.SelectMany(shared => Assembly.Load(shared).GetReferencedAssemblies())
            .DistinctBy(reference => reference.Name)
            .Where(reference => !IsShared(reference) && !FrameworkAssemblies.Contain(reference)),
    ];

    /// <summary>Loads the host's copy by name alone.</summary>
    public static AssemblyLoadContext Bridge { get; } = new VersionlessContext();

    /// <summary>Tells whether the host gives this assembly to plugins.</summary>
    public static bool IsShared(AssemblyName name) => Names.Any(shared => shared.Name == name.Name);

    // Without this, a plugin that was built with a later version than the host's loads its own copy instead, in
    // silence: its handlers implement another IStepHandler, and the plugin seems to have none.
    private sealed class VersionlessContext() : AssemblyLoadContext("FleetQ shared assemblies")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
    }
}
