namespace FleetQ.Cli.Bench;

/// <summary>What a bench measured.</summary>
internal sealed record BenchReport
{
    public required int Steps { get; init; }

    /// <summary>Steps that ended otherwise than completed.</summary>
    public required int Failed { get; init; }

    /// <summary>From the first submit to the last end.</summary>
    public required double Seconds { get; init; }

    public required double SubmittedPerSecond { get; init; }

    public required double CompletedPerSecond { get; init; }

    /// <summary>How long requests took.</summary>
    public required BenchQuantiles Submit { get; init; }

    /// <summary>How long steps waited for a pod, by the store's clock.</summary>
    public required BenchQuantiles Wait { get; init; }

    /// <summary>From the claim to the recorded end, by the store's clock.</summary>
    public required BenchQuantiles Run { get; init; }
}

/// <summary>Quantiles in milliseconds.</summary>
internal sealed record BenchQuantiles(double P50Ms, double P95Ms, double P99Ms, double MaxMs)
{
    public static BenchQuantiles Of(IEnumerable<TimeSpan?> spans) =>
        Of(spans.OfType<TimeSpan>().Select(static span => span.TotalMilliseconds));

    public static BenchQuantiles Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        double At(double share) => sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))];

        return new BenchQuantiles(At(0.5), At(0.95), At(0.99), At(1));
    }
}
