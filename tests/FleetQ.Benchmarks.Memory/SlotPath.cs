using BenchmarkDotNet.Attributes;
using FleetQ.Engine.Dispatching;
using FleetQ.TestKit;

namespace FleetQ.Benchmarks.Memory;

/// <summary>The capacity's places.</summary>
[MemoryDiagnoser]
public class SlotPath
{
    private readonly CapacityLimiter limiter = new(new DispatchingOptions { MaxParallelism = 100 });

    /// <summary>Counts a step against its type, takes a place, and gives both back.</summary>
    [Benchmark]
    public bool TakeAndFree()
    {
        limiter.Hold(Factory.EchoType);
        var isTaken = limiter.TryTake();
        limiter.Free();
        limiter.Release(Factory.EchoType);
        return isTaken;
    }
}
