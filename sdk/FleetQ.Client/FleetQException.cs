using System.Collections.ObjectModel;
using System.Net;

namespace FleetQ.Client;

/// <summary>A pod refused a request, or no pod could be asked. The message says what to change.</summary>
public sealed class FleetQException : Exception
{
    /// <summary>Makes the exception from what is known.</summary>
    /// <param name="status">The HTTP status; null when no pod answered.</param>
    /// <param name="errorType">A word of <see cref="FleetQErrors"/>.</param>
    /// <param name="detail">A sentence that says what to change.</param>
    /// <param name="errors">What is wrong, by field; null where no field is to blame.</param>
    /// <param name="cause">What happened below; null when a pod answered.</param>
    public FleetQException(
        HttpStatusCode? status,
        string errorType,
        string detail,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? errors,
        Exception? cause)
        : base(MessageOf(status, errorType, detail, errors), cause)
    {
        Status = status;
        ErrorType = errorType;
        Detail = detail;
        Errors = errors ?? ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;
    }

    /// <summary>The HTTP status; null when no pod answered.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>A word of <see cref="FleetQErrors"/>, or one that a newer host knows.</summary>
    public string ErrorType { get; }

    /// <summary>A sentence that says what to change.</summary>
    public string Detail { get; }

    /// <summary>All that is wrong, by field; empty where no field is to blame.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; }

    private static string MessageOf(
        HttpStatusCode? status,
        string errorType,
        string detail,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? errors)
    {
        var answer = status is null ? errorType : $"{(int)status} {errorType}";
        var fields = (errors ?? ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty)
            .SelectMany(static field => field.Value.Select(error => $"{field.Key} {error}"))
            .Where(error => !detail.Contains(error, StringComparison.Ordinal));
        return string.Join(' ', fields.Prepend($"{answer}: {detail}"));
    }
}
