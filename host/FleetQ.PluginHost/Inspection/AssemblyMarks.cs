using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Versioning;

namespace FleetQ.PluginHost.Inspection;

/// <summary>The attributes of an assembly that matter to a host, read without loading it.</summary>
internal sealed class AssemblyMarks
{
    private const string NetCoreMoniker = ".NETCoreApp,Version=v";

    /// <summary>The version for people; null when it has none.</summary>
    public string? InformationalVersion { get; private set; }

    /// <summary>The .NET that it was built for; null when it is no .NET (Core) of a certain version.</summary>
    public Version? TargetFramework { get; private set; }

    /// <summary>The contract of the SDK; null when it bears none.</summary>
    public Version? Contract { get; private set; }

    /// <summary>Reads the attributes of one assembly.</summary>
    public static AssemblyMarks Read(MetadataReader metadata, AssemblyDefinition assembly)
    {
        var marks = new AssemblyMarks();
        foreach (var handle in assembly.GetCustomAttributes())
        {
            marks.Take(metadata, metadata.GetCustomAttribute(handle));
        }

        return marks;
    }

    private void Take(MetadataReader metadata, CustomAttribute attribute)
    {
        switch (TypeNameOf(metadata, attribute))
        {
            case nameof(AssemblyInformationalVersionAttribute):
                InformationalVersion = TextOf(metadata, attribute, 1)[0];
                break;
            case nameof(TargetFrameworkAttribute):
                TargetFramework = VersionOf(TextOf(metadata, attribute, 1)[0]);
                break;
            case nameof(AssemblyMetadataAttribute)
                when TextOf(metadata, attribute, 2) is [SdkContract.MetadataKey, { } contract]:
                Contract = System.Version.TryParse(contract, out var version) ? version : null;
                break;
            default:
                break;
        }
    }

    private static Version? VersionOf(string? moniker) =>
        moniker is not null && moniker.StartsWith(NetCoreMoniker, StringComparison.Ordinal)
        && System.Version.TryParse(moniker.AsSpan(NetCoreMoniker.Length), out var version)
            ? version
            : null;

    private static string? TypeNameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        if (constructor.Parent.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
        return metadata.StringComparer.StartsWith(type.Namespace, "System") ? metadata.GetString(type.Name) : null;
    }

    // An attribute's value: the number 1 in two bytes, then its fixed arguments, here texts only (ECMA-335, II.23.3).
    private static string?[] TextOf(MetadataReader metadata, CustomAttribute attribute, int count)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        var texts = new string?[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = value.ReadSerializedString();
        }

        return texts;
    }
}
