namespace FleetQ.Host;

/// <summary>The numbers of the host's log events; never reused.</summary>
internal static class HostEventIds
{
    public const int HostListens = 2200;
    public const int HostStops = 2201;
    public const int EverybodyIsAdmin = 2202;

    public const int RequestFailed = 2210;
    public const int StoreWasAway = 2211;

    public const int KeysRead = 2220;
    public const int KeysRefused = 2221;
    public const int KeysUnreadable = 2222;
    public const int AccessDenied = 2223;

    public const int AnnounceFailed = 2230;
    public const int PluginUnhandled = 2231;
}
