namespace FleetQ.PluginHost;

/// <summary>The reasons for which a plugin is refused, as words for reports and alerts.</summary>
public static class RefusalCodes
{
    /// <summary>The main DLL is absent or only half there.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>The host has no room, or no right, for its own copy of it.</summary>
    public const string CopyFailed = "copy-failed";

    /// <summary>A file of it is not on the allow list.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>It is not what a publisher signed whose key the host has.</summary>
    public const string NotSigned = "not-signed";

    /// <summary>It is some other library.</summary>
    public const string NotAPlugin = "not-a-plugin";

    /// <summary>It was built for a later minor version of the contract.</summary>
    public const string ContractNewer = "contract-newer";

    /// <summary>It was built for another major version of the contract.</summary>
    public const string ContractMajor = "contract-major";

    /// <summary>It was built for a later .NET.</summary>
    public const string TargetFrameworkNewer = "tfm-newer";

    /// <summary>A library that it needs is not there.</summary>
    public const string MissingDependency = "missing-dependency";

    /// <summary>It could not be loaded.</summary>
    public const string LoadFailed = "load-failed";

    /// <summary>Its own set-up threw or took too long.</summary>
    public const string SetupFailed = "setup-failed";

    /// <summary>What the operator set for its task types is wrong.</summary>
    public const string InvalidSettings = "invalid-settings";

    /// <summary>It has no handler.</summary>
    public const string NoHandlers = "no-handlers";

    /// <summary>A handler is declared wrongly or cannot be constructed.</summary>
    public const string InvalidHandler = "invalid-handler";

    /// <summary>Another plugin serves one of its task types.</summary>
    public const string TypeClash = "type-clash";

    /// <summary>Its <c>fleetq.json</c>, or a setting about its process, is wrong.</summary>
    public const string InvalidManifest = "invalid-manifest";

    /// <summary>Its process did not come up.</summary>
    public const string ProcessFailed = "process-failed";

    /// <summary>Its files changed, but what is loaded stays until the pod is restarted.</summary>
    public const string RestartNeeded = "restart-needed";

    /// <summary>It fails by its own fault and is out on this pod for a while.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>It was there each time that the host's process died.</summary>
    public const string CrashedHost = "crashed-host";

    /// <summary>The same; it serves, but in a process of its own.</summary>
    public const string IsolatedAfterCrashes = "isolated-after-crashes";
}
