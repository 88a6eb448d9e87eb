using System.Text.Json;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Loading;

/// <summary>Judges a plugin by its files alone; nothing of it runs.</summary>
internal sealed partial class PluginInspection(AllowList? allowList, ILogger logger)
{
    private readonly ILogger logger = logger;

    /// <summary>Reads the main DLL.</summary>
    /// <returns>What it says of itself, or why it cannot be read.</returns>
    public static (AssemblyFacts? Facts, Refusal? Refusal) Read(PluginCandidate plugin)
    {
        if (!File.Exists(plugin.MainAssembly))
        {
            return (null, new(RefusalCodes.Incomplete, $"The folder '{plugin.Folder}' holds no '{plugin.Name}.dll'; "
                + "a plugin's folder and its main DLL bear the same name. If it is still being copied, copy to a folder that starts "
                + "with '_' and rename it when it is whole."));
        }

        try
        {
            return AssemblyFacts.Read(plugin.MainAssembly) is { } facts
                ? (facts, null)
                : (null, new(RefusalCodes.NotAPlugin,
                    $"'{plugin.MainAssembly}' is no .NET assembly; put libraries into the folder of the plugin that uses them."));
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return (null, new(RefusalCodes.Incomplete,
                $"'{plugin.MainAssembly}' cannot be read ({failure.Message}); copy it again, whole and readable for the host."));
        }
    }

    /// <summary>Tells why a plugin must not be loaded; null when it may.</summary>
    public Refusal? Judge(PluginCandidate plugin, AssemblyFacts facts) =>
        JudgeFiles(plugin) ?? SdkContract.Judge(plugin, facts) ?? JudgeDependencies(plugin, facts);

    private Refusal? JudgeFiles(PluginCandidate plugin) => allowList?.FindUnlisted(plugin.Files()) is { } unlisted
        ? new(RefusalCodes.NotAllowed, $"'{Path.GetRelativePath(plugin.Folder, unlisted)}' of plugin '{plugin.Name}' is not on the "
            + "allow list with these contents; add its line from 'sha256sum' if you trust it.")
        : null;

    private Refusal? JudgeDependencies(PluginCandidate plugin, AssemblyFacts facts)
    {
        try
        {
            var missing = DependencyWalk.FindMissing(plugin, facts);
            foreach (var optional in missing.Where(reference => !reference.IsNeeded))
            {
                LogReferenceUnresolved(plugin.Name, optional.From, optional.Reference.FullName);
            }

            return missing.FirstOrDefault(reference => reference.IsNeeded) is { } needed ? Refuse(plugin, facts, needed) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return new(RefusalCodes.Incomplete,
                $"'{plugin.DependencyFile}' cannot be used ({failure.Message}); copy the plugin again, with its whole output.");
        }
    }

    private static Refusal Refuse(PluginCandidate plugin, AssemblyFacts facts, MissingReference needed)
    {
        var wanted = $"'{needed.Reference.Name}' {needed.Reference.Version}";
        var fix = plugin.IsLone
            ? $"A lone DLL must need nothing but the SDK: make a folder '{plugin.Name}' with the DLL and all that it needs."
            : "Publish it with 'dotnet publish' and copy the whole output; the host's own libraries are not for plugins.";
        return new(RefusalCodes.MissingDependency,
            $"Plugin '{plugin.Name}' {facts.Version} needs {wanted} (asked for by '{needed.From}'), which is not there. {fix}");
    }
}
