using FleetQ.Engine.Model;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;

namespace FleetQ.PluginHost;

/// <summary>Why a plugin is not loaded. The sentences stand here together, so that they speak alike.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Sentence">Names the plugin, what is wrong and what to change.</param>
internal sealed record Refusal(string Code, string Sentence)
{
    private const string CopyAll = "Publish it with 'dotnet publish' and copy the whole output";

    public static Refusal NoMainDll(PluginCandidate plugin) => new(
        RefusalCodes.Incomplete,
        $"The folder '{plugin.Show(plugin.Folder)}' holds no '{plugin.Name}.dll'; a plugin's folder and its main "
            + "DLL bear the same name. If it is being copied, copy to a folder that starts with '_' and rename it "
            + "when it is whole.");

    public static Refusal Unreadable(PluginCandidate plugin, string file, string reason) => new(
        RefusalCodes.Incomplete,
        $"'{plugin.Show(file)}' of plugin '{plugin.Name}' cannot be read ({reason.TrimEnd('.')}); "
            + "copy the plugin again, whole and readable for the host.");

    public static Refusal NotAnAssembly(PluginCandidate plugin) => new(
        RefusalCodes.NotAPlugin,
        $"'{plugin.Show(plugin.MainAssembly)}' is no .NET assembly; "
            + "put libraries into the folder of the plugin that uses them.");

    public static Refusal OtherName(PluginCandidate plugin, AssemblyFacts facts) => new(
        RefusalCodes.NotAPlugin,
        $"'{plugin.Show(plugin.MainAssembly)}' is the assembly '{facts.Name}' under another name; "
            + $"call the file '{facts.Name}.dll', and its folder '{facts.Name}'.");

    public static Refusal NoSdk(PluginCandidate plugin, AssemblyFacts facts) => new(
        RefusalCodes.NotAPlugin,
        $"'{plugin.Name}' {facts.Version} does not reference FleetQ.Sdk, so it holds no handler; "
            + "build it with that package, or move it out of the folder.");

    public static Refusal ContractMajor(
        PluginCandidate plugin, AssemblyFacts facts, Version built, Version offered) => new(
        RefusalCodes.ContractMajor,
        BuiltFor(plugin, facts, built, offered)
            + $"Build it with FleetQ.Sdk {offered.Major}.x, or run it on a host of contract {built.Major}.");

    public static Refusal ContractNewer(
        PluginCandidate plugin, AssemblyFacts facts, Version built, Version offered) => new(
        RefusalCodes.ContractNewer,
        BuiltFor(plugin, facts, built, offered)
            + $"Upgrade the host first, or build the plugin with FleetQ.Sdk {offered.ToString(2)}.");

    public static Refusal TargetFrameworkNewer(PluginCandidate plugin, AssemblyFacts facts, Version runtime) => new(
        RefusalCodes.TargetFrameworkNewer,
        $"Plugin '{plugin.Name}' {facts.Version} was built for .NET {facts.TargetFramework}; this host runs on .NET "
            + $"{runtime}. Build the plugin for net{runtime}, or upgrade the host.");

    public static Refusal MissingDependency(
        PluginCandidate plugin, AssemblyFacts facts, MissingReference missing) => new(
        RefusalCodes.MissingDependency,
        $"Plugin '{plugin.Name}' {facts.Version} needs '{missing.Reference.Name}' {missing.Reference.Version} "
            + $"(asked for by '{missing.From}'), which is not there. "
            + (plugin.IsLone
                ? $"A lone DLL must need nothing but the SDK: make a folder '{plugin.Name}' with all that it needs."
                : CopyAll + "; the host's own libraries are not for plugins."));

    public static Refusal NoDependencyList(PluginCandidate plugin, string native) => new(
        RefusalCodes.Incomplete,
        $"Plugin '{plugin.Name}' brings native libraries ('{native}') but no '{plugin.Name}.deps.json', without which "
            + $"they cannot be found. {CopyAll}.");

    public static Refusal NotCopied(PluginCandidate plugin, string reason) => new(
        RefusalCodes.CopyFailed,
        $"Plugin '{plugin.Name}' cannot be copied to the host's temporary folder ({reason.TrimEnd('.')}); "
            + "make room there, or set TMPDIR to a folder that the host may write to.");

    public static Refusal MissingFile(PluginCandidate plugin, string file) => new(
        RefusalCodes.MissingDependency,
        $"Plugin '{plugin.Name}' needs '{file}', which is not in its folder. {CopyAll}.");

    public static Refusal LoadFailed(PluginCandidate plugin, string cause) => new(
        RefusalCodes.LoadFailed,
        $"Plugin '{plugin.Name}' could not be loaded: {cause}. "
            + "Build it against the versions that this host brings, and copy the whole output.");

    public static Refusal SeveralSetUps(PluginCandidate plugin, IEnumerable<string?> classes) => new(
        RefusalCodes.SetupFailed,
        $"Plugin '{plugin.Name}' has several classes that implement IPlugin ({string.Join(", ", classes)}); keep one.");

    public static Refusal SetUpThrew(PluginCandidate plugin, string? type, string cause) => new(
        RefusalCodes.SetupFailed,
        $"Plugin '{plugin.Name}' threw in its set-up, {type}: {cause}. "
            + $"Correct its settings under 'Plugins:{plugin.Name}', or the plugin.");

    public static Refusal SetUpTooLong(PluginCandidate plugin, AssemblyFacts facts, TimeSpan timeout) => new(
        RefusalCodes.SetupFailed,
        $"Plugin '{plugin.Name}' {facts.Version} did not finish its set-up within {timeout.TotalSeconds} s; "
            + "it must not wait for others there, but in its handlers.");

    public static Refusal NoHandlers(PluginCandidate plugin, AssemblyFacts facts, string? unbound) => new(
        RefusalCodes.NoHandlers,
        $"Plugin '{plugin.Name}' {facts.Version} has no handler. " + (unbound is null
            ? "Add a class that implements IStepHandler<TArgs> and bears [StepHandler(\"task-type\")]."
            : $"{unbound} implements IStepHandler but bears no [StepHandler(\"task-type\")]; add it."));

    public static Refusal WrongHandlers(
        PluginCandidate plugin, AssemblyFacts facts, IEnumerable<string> problems) => new(
        RefusalCodes.InvalidHandler,
        $"Plugin '{plugin.Name}' {facts.Version}: {string.Join("; ", problems)}. Correct the declarations.");

    public static Refusal Unconstructible(PluginCandidate plugin, AssemblyFacts facts, string cause) => new(
        RefusalCodes.InvalidHandler,
        $"Plugin '{plugin.Name}' {facts.Version} cannot construct its handlers: {cause}. "
            + "Register what they ask for in IPlugin.Configure.");

    public static Refusal TypeClash(PluginCandidate plugin, string other, string taskType) => new(
        RefusalCodes.TypeClash,
        $"Plugins '{other}' and '{plugin.Name}' both serve '{taskType}'; '{plugin.Name}', later by name, is refused "
            + "with all its task types. Rename the task type in one of them, or remove one.");

    public static Refusal InvalidManifest(PluginCandidate plugin, string problem) => new(
        RefusalCodes.InvalidManifest,
        $"'{PluginManifest.FileName}' of plugin '{plugin.Name}' {problem}. Correct the file, or remove it.");

    public static Refusal InvalidIsolation(PluginCandidate plugin, string key, string? value, string rule) => new(
        RefusalCodes.InvalidManifest,
        $"The setting 'Plugins:{plugin.Name}:{key}' is '{value}'; {rule}.");

    public static Refusal NoProcessProgram(PluginCandidate plugin, string program) => new(
        RefusalCodes.ProcessFailed,
        $"Plugin '{plugin.Name}' asks for a process of its own, but '{program}' is not there; "
            + "publish the host whole, with './fq publish DIR'.");

    public static Refusal ProcessFailed(PluginCandidate plugin, string how) => new(
        RefusalCodes.ProcessFailed,
        $"The process of plugin '{plugin.Name}' did not come up: {how}. "
            + "Correct the plugin's set-up, and see what it wrote in the host's log.");

    public static Refusal UpdateRefused(Refusal cause, PluginIdentity serving, string? version) => new(
        cause.Code,
        $"Version {serving.Version} of plugin '{serving.Name}' goes on serving, because "
            + (version is null ? "its new files are" : $"version {version} is")
            + $" refused: {cause.Sentence}");

    public static Refusal RestartNeeded(PluginIdentity serving) => new(
        RefusalCodes.RestartNeeded,
        $"Plugin '{serving.Name}' changed on disk, but version {serving.Version} stays loaded for the life of the "
            + "process; restart the pod to load the change.");

    public static Refusal FilesGone(PluginIdentity serving) => new(
        RefusalCodes.RestartNeeded,
        $"The files of plugin '{serving.Name}' are gone, but version {serving.Version} stays loaded for the life of "
            + "the process; restart the pod to serve its task types no more.");

    private static string BuiltFor(PluginCandidate plugin, AssemblyFacts facts, Version built, Version offered) =>
        $"Plugin '{plugin.Name}' {facts.Version} was built for contract {built.ToString(2)} of FleetQ.Sdk; "
            + $"this host offers {offered.ToString(2)}. ";
}
