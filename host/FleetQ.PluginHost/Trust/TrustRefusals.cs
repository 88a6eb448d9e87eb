using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Trust;

/// <summary>Why a plugin is not trusted.</summary>
internal static class TrustRefusals
{
    private const string SignAgain =
        "Copy the plugin again, whole, or have its publisher sign it with 'fleetq plugin sign'.";

    public static Refusal NotAllowed(PluginCandidate plugin, string file) => new(
        RefusalCodes.NotAllowed,
        $"'{file}' of plugin '{plugin.Name}' is not on the allow list with these "
            + "contents; add its line from 'fleetq plugin sum' if you trust it.");

    public static Refusal NoAllowList(string path, string reason) => new(
        RefusalCodes.NotAllowed,
        $"The allow list '{path}' cannot be read ({reason.TrimEnd('.')}), so no plugin is allowed; "
            + "correct the file; it is read again when it changes.");

    public static Refusal NoKeys(string path, string reason) => new(
        RefusalCodes.NotSigned,
        $"The publishers' keys in '{path}' cannot be read ({reason.TrimEnd('.')}), so no plugin is trusted; "
            + "correct the file; it is read again when it changes.");

    public static Refusal LooksOutside(PluginCandidate plugin, string file) => new(
        RefusalCodes.NotAllowed,
        $"'{file}' of plugin '{plugin.Name}' lets libraries be taken from folders that are not judged "
            + "(additionalProbingPaths); publish the plugin with 'dotnet publish', with all that it needs beside it.");

    public static Refusal LoneUnsigned(PluginCandidate plugin) => new(
        RefusalCodes.NotSigned,
        $"'{plugin.Show(plugin.MainAssembly)}' is a lone DLL, which cannot be signed; "
            + $"make a folder '{plugin.Name}' with it, and sign that with 'fleetq plugin sign'.");

    public static Refusal Unsigned(PluginCandidate plugin, string absent) => new(
        RefusalCodes.NotSigned,
        $"Plugin '{plugin.Name}' has no '{absent}', and this host loads signed plugins only; "
            + "have its publisher sign it with 'fleetq plugin sign'.");

    public static Refusal WrongSignature(PluginCandidate plugin, int keys) => new(
        RefusalCodes.NotSigned,
        $"'{SignedSums.FileName}' of plugin '{plugin.Name}' was not signed as it is by "
            + (keys == 1 ? "the publisher's key" : $"any of the {keys} publishers' keys")
            + " of this host. If you trust who signed it, add their public key; else remove the plugin.");

    public static Refusal InvalidSums(PluginCandidate plugin, string reason) => new(
        RefusalCodes.NotSigned,
        $"'{SignedSums.FileName}' of plugin '{plugin.Name}' is signed, but cannot be read ({reason.TrimEnd('.')}). "
            + SignAgain);

    public static Refusal CopyChanged(PluginCandidate plugin) => new(
        RefusalCodes.CopyFailed,
        $"The host's copy of plugin '{plugin.Name}' in '{plugin.Folder}' is not what was judged; let nobody but the "
            + "host write there, and reload the plugin.");

    public static Refusal NotAsSigned(PluginCandidate plugin, IEnumerable<string> problems) => new(
        RefusalCodes.NotSigned,
        $"Plugin '{plugin.Name}' is not what its publisher signed: {string.Join(", ", problems)}. {SignAgain}");
}
