namespace FleetQ.Host.Errors;

/// <summary>What kind of problem an answer tells of: the words of <c>error_type</c>.</summary>
internal static class ErrorType
{
    public const string Validation = "validation_error";
    public const string NotFound = "not_found";
    public const string PermissionDenied = "permission_denied";
    public const string Conflict = "conflict";
    public const string QueueFull = "queue_full";
    public const string Database = "database_error";
    public const string Internal = "internal_error";

    /// <summary>The kind that goes with a status code where nothing more is known.</summary>
    public static string Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => PermissionDenied,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status409Conflict => Conflict,
        StatusCodes.Status503ServiceUnavailable => Database,
        >= 500 => Internal,
        _ => Validation,
    };
}
