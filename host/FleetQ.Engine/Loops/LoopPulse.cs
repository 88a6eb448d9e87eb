namespace FleetQ.Engine.Loops;

/// <summary>The sign of life of one loop, written by the loop and read by the beat.</summary>
public sealed class LoopPulse
{
    private readonly TimeProvider time;
    private readonly TimeSpan limit;
    private long turnedAt;
    private long allowedTicks;

    internal LoopPulse(string name, bool holdsBeat, TimeSpan limit, TimeProvider time)
    {
        Name = name;
        HoldsBeat = holdsBeat;
        this.limit = limit;
        this.time = time;
        turnedAt = time.GetTimestamp();
        allowedTicks = long.MaxValue;
    }

    /// <summary>The loop's name.</summary>
    public string Name { get; }

    /// <summary>True when the pod must not beat while this loop hangs.</summary>
    public bool HoldsBeat { get; }

    /// <summary>False when the loop should have turned by now and has not.</summary>
    public bool IsTurning
    {
        get
        {
            var allowed = Interlocked.Read(ref allowedTicks);
            return allowed == long.MaxValue
                || time.GetElapsedTime(Interlocked.Read(ref turnedAt)).Ticks <= allowed;
        }
    }

    /// <summary>The loop begins something that must end within the limit.</summary>
    public void Working() => Turn(TimeSpan.Zero);

    /// <summary>The loop waits, and turns again by itself after at most this long.</summary>
    public void Turn(TimeSpan nextWithin)
    {
        Interlocked.Exchange(ref turnedAt, time.GetTimestamp());
        Interlocked.Exchange(ref allowedTicks, (nextWithin + limit).Ticks);
    }

    /// <summary>The loop waits for input, for as long as it takes, or has ended.</summary>
    public void Idle() => Interlocked.Exchange(ref allowedTicks, long.MaxValue);
}
