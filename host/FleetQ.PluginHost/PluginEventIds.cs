namespace FleetQ.PluginHost;

/// <summary>The numbers of this project's log events. A number is never used again for something else.</summary>
public static class PluginEventIds
{
    /// <summary>A plugin was loaded.</summary>
    public const int PluginLoaded = 2100;

    /// <summary>A plugin was refused.</summary>
    public const int PluginRefused = 2101;

    /// <summary>The folder of plugins cannot be read, or does not exist.</summary>
    public const int FolderUnreadable = 2102;

    /// <summary>A lone DLL is ignored because a folder of the same name stands beside it.</summary>
    public const int LoneDllIgnored = 2103;

    /// <summary>A reference of a plugin's library leads nowhere, but nothing says that it must.</summary>
    public const int ReferenceUnresolved = 2104;

    /// <summary>Plugin code threw while its services were disposed of.</summary>
    public const int DisposalFailed = 2105;
}
