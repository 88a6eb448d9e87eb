namespace FleetQ.Benchmarks.Isolation;

/// <summary>Attempts, one at a time or many.</summary>
internal static class DispatchLoad
{
    /// <summary>Runs attempts one after the other.</summary>
    /// <returns>How long each took, in microseconds, sorted.</returns>
    internal static async Task<List<double>> TimeEachAsync(IDispatch dispatch, int bytes, int steps)
    {
        var arguments = ArgumentsOf(bytes);
        var times = new List<double>(steps);
        for (var i = 0; i < steps; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await RunAsync(dispatch, arguments);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMicroseconds);
        }

        times.Sort();
        return times;
    }

    /// <summary>Runs attempts, so many at a time.</summary>
    /// <returns>How many a second.</returns>
    internal static async Task<double> CountAsync(IDispatch dispatch, int bytes, int steps, int atOnce)
    {
        var arguments = ArgumentsOf(bytes);
        var left = steps;
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await RunAsync(dispatch, arguments);
            }
        })));
        return steps / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task RunAsync(IDispatch dispatch, string arguments)
    {
        if ((await dispatch.RunAsync(arguments))?.Length != arguments.Length)
        {
            throw new InvalidOperationException("The handler did not echo its arguments.");
        }
    }

    private static string ArgumentsOf(int bytes) => $$"""{"text":"{{new string('x', bytes - 11)}}"}""";
}
