namespace FleetQ.Benchmarks.Measuring;

/// <summary>What a question needs to be answered.</summary>
/// <param name="Options">How long and how large.</param>
/// <param name="Progress">Told what is measured now.</param>
/// <param name="Stopping">Ends the run early.</param>
internal sealed record BenchmarkRun(BenchmarkOptions Options, Action<string> Progress, CancellationToken Stopping);
