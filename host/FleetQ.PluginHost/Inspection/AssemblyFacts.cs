using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FleetQ.PluginHost.Inspection;

/// <summary>What a DLL says of itself, read without loading it.</summary>
internal sealed record AssemblyFacts
{
    /// <summary>The assembly's simple name.</summary>
    public required string Name { get; init; }

    /// <summary>The informational version without build metadata, else the assembly version.</summary>
    public required string Version { get; init; }

    /// <summary>The .NET that it was built for; null when it is no .NET (Core) of a certain version.</summary>
    public Version? TargetFramework { get; init; }

    /// <summary>The contract that the build wrote into it; null when it wrote none.</summary>
    public Version? Contract { get; init; }

    /// <summary>What the build wrote of its task types; empty when it wrote nothing.</summary>
    public TaskTypeManifests Manifest { get; init; } = TaskTypeManifests.None;

    /// <summary>The assemblies that it names.</summary>
    public required IReadOnlyList<AssemblyName> References { get; init; }

    /// <summary>Reads a DLL.</summary>
    /// <returns>Null when the file is whole but no .NET assembly, a native library for instance.</returns>
    /// <exception cref="BadImageFormatException">The file is damaged or only half there.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AssemblyFacts? Read(string path)
    {
        using var file = File.OpenRead(path);
        using var portable = new PEReader(file);
        if (!portable.HasMetadata)
        {
            return null;
        }

        var metadata = portable.GetMetadataReader();
        return metadata.IsAssembly ? Read(metadata) : null;
    }

    private static AssemblyFacts Read(MetadataReader metadata)
    {
        var definition = metadata.GetAssemblyDefinition();
        var marks = AssemblyMarks.Read(metadata, definition);
        return new AssemblyFacts
        {
            Name = metadata.GetString(definition.Name),
            Version = marks.InformationalVersion?.Split('+')[0] ?? definition.Version.ToString(),
            TargetFramework = marks.TargetFramework,
            Contract = marks.Contract,
            Manifest = TaskTypeManifests.Read(metadata, definition),
            References =
            [
                .. metadata.AssemblyReferences.Select(
                    handle => metadata.GetAssemblyReference(handle).GetAssemblyName()),
            ],
        };
    }
}
