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

    /// <summary>Another version of a plugin took its routes over.</summary>
    public const int PluginSwapped = 2106;

    /// <summary>A changed plugin was refused; its earlier version serves on.</summary>
    public const int UpdateRefused = 2107;

    /// <summary>The files of a plugin changed that stays for the life of the process.</summary>
    public const int ChangedOnDisk = 2108;

    /// <summary>The files of a plugin are gone.</summary>
    public const int PluginRemoved = 2109;

    /// <summary>A replaced plugin has ended.</summary>
    public const int PluginRetired = 2110;

    /// <summary>Steps of a replaced plugin are given back.</summary>
    public const int RetirementStops = 2111;

    /// <summary>Steps of a replaced plugin ignore their cancelled token.</summary>
    public const int RetirementStuck = 2112;

    /// <summary>Plugin code threw while its replaced plugin was ended.</summary>
    public const int RetirementFailed = 2113;

    /// <summary>A replaced plugin is still in memory.</summary>
    public const int ContextLivesOn = 2114;

    /// <summary>Too many replaced plugins are still in memory.</summary>
    public const int TooManyContexts = 2115;

    /// <summary>The system does not tell of changes in the folder; the host finds them by looking.</summary>
    public const int WatchUnavailable = 2116;

    /// <summary>A look at the folder failed in an unexpected way.</summary>
    public const int ScanFailed = 2117;

    /// <summary>The files of a plugin are gone that stays for the life of the process.</summary>
    public const int FilesGone = 2118;

    /// <summary>A setting names a task type that its plugin does not serve.</summary>
    public const int SettingUnused = 2140;
}
