namespace FleetQ.Benchmarks.Isolation;

/// <summary>A way to run an attempt of 'echo'.</summary>
internal interface IDispatch : IAsyncDisposable
{
    /// <summary>Runs one and returns its result.</summary>
    Task<string?> RunAsync(string arguments);
}
