namespace FleetQ.Storage;

/// <summary>
/// The numbers of the storage's log events, 2000 to 2099. A number is never used again for something else.
/// </summary>
public static class StorageEventIds
{
    /// <summary>A transient fault of the store is waited out.</summary>
    public const int StoreRetried = 2000;

    /// <summary>A migration was applied.</summary>
    public const int Migrated = 2001;

    /// <summary>Changes of other processes are found by looking, not by a prompt.</summary>
    public const int ChangesPolled = 2010;

    /// <summary>Looking for changes failed.</summary>
    public const int ChangesFailed = 2011;

    /// <summary>The recovery journal lives in memory, because its file cannot.</summary>
    public const int JournalInMemory = 2020;

    /// <summary>What an earlier recovery cycle left could not be removed.</summary>
    public const int JournalLeftBehind = 2021;

    /// <summary>The store's server was found, with the settings that matter.</summary>
    public const int ServerFound = 2030;

    /// <summary>The store's server may lose what it acknowledged.</summary>
    public const int ServerNotDurable = 2031;

    /// <summary>Other pods were not told of a change.</summary>
    public const int AnnouncementFailed = 2032;

    /// <summary>A pooler stands between the pod and the store's server.</summary>
    public const int PoolerFound = 2033;

    /// <summary>A request that had no answer is sent again.</summary>
    public const int RequestRepeated = 2040;

    /// <summary>What an idle fleet costs where the store bills by time.</summary>
    public const int CostExpected = 2041;

    /// <summary>The store's warehouse will run all the time.</summary>
    public const int AlwaysAwake = 2042;
}
