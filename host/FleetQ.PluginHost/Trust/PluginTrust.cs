using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;

namespace FleetQ.PluginHost.Trust;

/// <summary>What the operator asks of a plugin's files before any of them is used. Both may be asked.</summary>
/// <param name="AllowList">The files that may be loaded; null for any.</param>
/// <param name="Keys">Whose plugins may be loaded; null for anybody's.</param>
internal sealed record PluginTrust(AllowList? AllowList, PublisherKeys? Keys)
{
    /// <summary>Reads the operator's files as they are now.</summary>
    /// <returns>What they ask, or why no plugin can be trusted.</returns>
    public static (PluginTrust? Trust, Refusal? Refusal) Read(PluginHostOptions options)
    {
        var (list, noList) = Read(options.AllowListFile, AllowList.Read, TrustRefusals.NoAllowList);
        var (keys, noKeys) = Read(options.PublisherKeysFile, PublisherKeys.Read, TrustRefusals.NoKeys);
        return (noList ?? noKeys) is { } refusal ? (null, refusal) : (new PluginTrust(list, keys), null);
    }

    /// <summary>Tells why a copy is not trusted; null when it is.</summary>
    /// <exception cref="IOException">A file of the copy cannot be read.</exception>
    public Refusal? Judge(PluginCopy copy)
    {
        if (AllowList?.FindUnlisted(copy.Files) is { } unlisted)
        {
            return TrustRefusals.NotAllowed(copy.Plugin, unlisted.RelativePath);
        }

        if ((Keys is null ? null : SignedSums.Judge(copy, Keys)) is { } refusal)
        {
            return refusal;
        }

        return (AllowList, Keys) is (null, null) || OutsideFolders.Find(copy.Plugin) is not { } file
            ? null
            : TrustRefusals.LooksOutside(copy.Plugin, file);
    }

    private static (T? Value, Refusal? Refusal) Read<T>(
        string? path, Func<string, T> read, Func<string, string, Refusal> refuse)
        where T : class
    {
        if (path is null)
        {
            return (null, null);
        }

        try
        {
            return (read(path), null);
        }
        catch (Exception failure) when (failure is IOException or FormatException or UnauthorizedAccessException)
        {
            return (null, refuse(path, failure.Message));
        }
    }
}
