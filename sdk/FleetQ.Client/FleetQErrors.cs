namespace FleetQ.Client;

/// <summary>What kind of failure a <see cref="FleetQException"/> tells of.</summary>
public static class FleetQErrors
{
    /// <summary>The request is not well formed; its fields say why.</summary>
    public const string Validation = "validation_error";

    /// <summary>There is no such step, plugin or address.</summary>
    public const string NotFound = "not_found";

    /// <summary>The API key is absent, unknown or of too low a role.</summary>
    public const string PermissionDenied = "permission_denied";

    /// <summary>It does not fit to what is there: another body under the same key, a step that has ended.</summary>
    public const string Conflict = "conflict";

    /// <summary>Too many requests; the client has already waited as asked.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>As many steps wait as the fleet allows.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>The store of the fleet does not answer.</summary>
    public const string Database = "database_error";

    /// <summary>Something inside the host failed.</summary>
    public const string Internal = "internal_error";

    /// <summary>No pod answered.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>What answered is no FleetQ host, or one that this client does not understand.</summary>
    public const string NotUnderstood = "not_understood";
}
