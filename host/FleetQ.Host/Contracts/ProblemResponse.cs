using System.Text.Json.Serialization;

namespace FleetQ.Host.Contracts;

/// <summary>A refusal (RFC 9457).</summary>
/// <param name="Type">Always <c>about:blank</c>; look at error_type.</param>
/// <param name="Title">The HTTP status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">A sentence that says what to change.</param>
/// <param name="ErrorType">validation_error, not_found, permission_denied, conflict, queue_full, database_error or
/// internal_error.</param>
/// <param name="Timestamp">When it was refused.</param>
/// <param name="Path">The path that was asked for.</param>
/// <param name="Errors">All that is wrong, by field.</param>
internal sealed record ProblemResponse(
    string Type,
    string Title,
    int Status,
    string Detail,
    string ErrorType,
    DateTimeOffset Timestamp,
    string Path,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors);
