using System.Globalization;
using FleetQ.Client.Http;

namespace FleetQ.Client;

/// <summary>What is looked for: all that is given must hold. Newest first.</summary>
public sealed record StepSearch
{
    /// <summary>In this status.</summary>
    public StepStatus? Status { get; init; }

    /// <summary>Of this task type.</summary>
    public string? TaskType { get; init; }

    /// <summary>Of this tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>With this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Held or ended by this pod.</summary>
    public string? Pod { get; init; }

    /// <summary>Submitted at this time or later.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Submitted before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>With this piece of text in the id, the payload, the metadata or the error.</summary>
    public string? Text { get; init; }

    /// <summary>How many steps one request brings, 1 to 1,000.</summary>
    /// <remarks>More: fewer requests. Fewer: a caller that stops early has read less for nothing.</remarks>
    public int PageSize { get; init; } = 200;

    internal string ToPath(string? cursor) => new RequestPath("/steps")
        .With("status", Status?.ToWord())
        .With("type", TaskType)
        .With("tenant", Tenant)
        .With("tag", Tag)
        .With("pod", Pod)
        .With("created_after", InstantOf(CreatedAfter))
        .With("created_before", InstantOf(CreatedBefore))
        .With("q", Text)
        .With("limit", PageSize)
        .With("cursor", cursor)
        .ToString();

    private static string? InstantOf(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
