using System.Reflection.Metadata;
using FleetQ.Engine.Model.Schemas;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Inspection;

/// <summary>What the SDK's source generator wrote of an assembly's task types, read without loading it.</summary>
internal sealed class TaskTypeManifests
{
    private readonly Dictionary<string, TaskTypeManifest> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArgumentSchema?> schemas = new(StringComparer.Ordinal);

    private TaskTypeManifests()
    {
    }

    /// <summary>Of an assembly that says nothing.</summary>
    public static TaskTypeManifests None { get; } = new();

    /// <summary>The task types that the assembly names, aliases not counted.</summary>
    public IReadOnlyCollection<TaskTypeManifest> All => byName.Values;

    /// <summary>Reads the attributes of one assembly.</summary>
    /// <exception cref="BadImageFormatException">An attribute is damaged.</exception>
    public static TaskTypeManifests Read(MetadataReader metadata, AssemblyDefinition assembly)
    {
        var manifests = new TaskTypeManifests();
        foreach (var handle in assembly.GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (IsManifest(metadata, attribute))
            {
                manifests.Add(Read(metadata, attribute));
            }
        }

        return manifests;
    }

    /// <summary>The schema of a task type's arguments; null when there is none that can be read.</summary>
    public ArgumentSchema? FindSchema(string taskType) => schemas.GetValueOrDefault(taskType);

    private void Add(TaskTypeManifest manifest)
    {
        byName[manifest.TaskType] = manifest;
        schemas[manifest.TaskType] = ArgumentSchema.Find(manifest.Schema);
    }

    private static bool IsManifest(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        if (constructor.Parent.Kind != HandleKind.TypeReference)
        {
            return false;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
        return metadata.StringComparer.Equals(type.Name, nameof(TaskTypeManifestAttribute))
            && metadata.StringComparer.Equals(type.Namespace, typeof(TaskTypeManifestAttribute).Namespace!);
    }

    // An attribute's value: the number 1 in two bytes, three texts, then an array: its length and its texts
    // (ECMA-335, II.23.3).
    private static TaskTypeManifest Read(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        var taskType = value.ReadSerializedString() ?? "";
        var handler = value.ReadSerializedString() ?? "";
        var schema = value.ReadSerializedString() ?? "";
        var aliases = new List<string>();
        for (var left = value.ReadInt32(); left > 0; left--)
        {
            aliases.Add(value.ReadSerializedString() ?? "");
        }

        return new TaskTypeManifest(taskType, handler, schema, aliases);
    }
}

/// <summary>One task type as the build described it.</summary>
/// <param name="TaskType">Its name.</param>
/// <param name="Handler">The full name of the class that serves it.</param>
/// <param name="Schema">The JSON Schema of its arguments.</param>
/// <param name="Aliases">Earlier names.</param>
internal sealed record TaskTypeManifest(
    string TaskType, string Handler, string Schema, IReadOnlyList<string> Aliases);
