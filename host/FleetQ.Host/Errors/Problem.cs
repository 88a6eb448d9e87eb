namespace FleetQ.Host.Errors;

/// <summary>Why a request is refused, and what to change.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ErrorType">A word of <see cref="Errors.ErrorType"/>.</param>
/// <param name="Detail">A sentence; never a stack, SQL or a secret.</param>
internal sealed record Problem(int Status, string ErrorType, string Detail)
{
    /// <summary>What is wrong by field; null where no field is to blame.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>When to come back; null where coming back does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Problem Invalid(string detail) =>
        new(StatusCodes.Status400BadRequest, Host.Errors.ErrorType.Validation, detail);

    public static Problem Invalid(string field, string error) => Invalid($"{field} {error}") with
    {
        Errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [error] },
    };

    public static Problem NotFound(string detail) =>
        new(StatusCodes.Status404NotFound, Host.Errors.ErrorType.NotFound, detail);

    public static Problem StepNotFound(string stepId) => NotFound($"Step {stepId} not found");

    public static Problem Conflict(string detail) =>
        new(StatusCodes.Status409Conflict, Host.Errors.ErrorType.Conflict, detail);

    public static Problem Forbidden(string detail) =>
        new(StatusCodes.Status403Forbidden, Host.Errors.ErrorType.PermissionDenied, detail);

    public static Problem TooLarge(string detail) =>
        new(StatusCodes.Status413PayloadTooLarge, Host.Errors.ErrorType.Validation, detail);

    public static Problem WrongMediaType(string detail) =>
        new(StatusCodes.Status415UnsupportedMediaType, Host.Errors.ErrorType.Validation, detail);
}
