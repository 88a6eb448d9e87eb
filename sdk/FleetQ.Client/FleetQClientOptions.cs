namespace FleetQ.Client;

/// <summary>Which pods a client talks to, and how patient it is.</summary>
public sealed record FleetQClientOptions
{
    /// <summary>
    /// The addresses of pods of one fleet, such as <c>http://127.0.0.1:8000</c>. Any pod answers for all of them; a
    /// client stays with one and goes on to the next when it cannot be reached.
    /// </summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Sent as <c>X-API-Key</c>; null where the fleet needs none. It is never shown in a message.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The longest that one try may take. A long poll may take its wait besides.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried, the first time included.</summary>
    /// <remarks>
    /// More: an outage of the fleet is sat out. Fewer: the caller hears of it sooner. What may have been done already
    /// and is not safe to repeat is never repeated.
    /// </remarks>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second try; later ones are longer, half of each is left to chance.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No pause is longer, also not one that a pod asks for with <c>Retry-After</c>.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of pauses and timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
