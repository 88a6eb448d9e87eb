namespace FleetQ.Plugins.Http.Network;

/// <summary>One entry of the list of hosts that requests may go to.</summary>
internal static class AllowedHost
{
    /// <summary>Returns the entry in lower case.</summary>
    /// <exception cref="HttpSettingException">It is not a host name, an address, or <c>*.</c> and a suffix.</exception>
    public static string Check(string entry)
    {
        var name = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry;
        return Uri.CheckHostName(name) == UriHostNameType.Unknown
            ? throw new HttpSettingException(
                nameof(HttpSettings.AllowedHosts), entry, "a host name, an address, or '*.' and a suffix")
            : entry.ToLowerInvariant();
    }

    /// <summary>Whether an entry covers a host; <c>*.example.org</c> covers what is below it, not itself.</summary>
    public static bool Covers(string entry, string host) => entry.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase) && host.Length > entry.Length - 1
        : string.Equals(entry, host, StringComparison.OrdinalIgnoreCase);
}
