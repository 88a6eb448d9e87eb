namespace FleetQ.Benchmarks.Submit;

/// <summary>The same request, again and again from some connections at once.</summary>
/// <param name="Path">The endpoint.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Status">What each answer must be.</param>
internal sealed record RequestLoad(string Path, string Body, int Status)
{
    /// <summary>Sends so many requests.</summary>
    /// <returns>Requests a second, and the 99th percentile of the answers' times in milliseconds.</returns>
    internal async Task<(double Rate, double P99Ms)> SendAsync(
        Uri address, int requests, int connections, CancellationToken cancellationToken)
    {
        var request = RawConnection.Prepare(address, Path, Body);
        var left = requests;
        var times = new List<double>[connections];
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async place =>
        {
            var own = times[place] = [];
            using var connection = await RawConnection.OpenAsync(address, cancellationToken);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var sent = TimeProvider.System.GetTimestamp();
                var (status, _) = await connection.SendAsync(request, cancellationToken);
                own.Add(TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds);
                if (status != Status)
                {
                    throw new InvalidOperationException($"{Path} answered {status} instead of {Status}.");
                }
            }
        }));
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        var sorted = times.SelectMany(static one => one).Order().ToList();
        return (requests / elapsed.TotalSeconds, Measuring.Spread.Quantile(sorted, 0.99));
    }
}
