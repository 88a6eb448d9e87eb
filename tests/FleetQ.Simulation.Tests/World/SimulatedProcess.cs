namespace FleetQ.Simulation.Tests.World;

/// <summary>What dies, stops and loses time as a whole: a pod's process, the store's, the clients'.</summary>
internal sealed class SimulatedProcess(SimulatedWorld world, string name)
{
    public string Name { get; } = name;

    public SimulatedWorld World { get; } = world;

    /// <summary>A killed process: whatever it was about to do never happens.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Until then nothing of it runs, as after SIGSTOP; its clocks go on.</summary>
    public TimeSpan PausedUntil { get; private set; }

    /// <summary>How wrong its wall clock is. Its monotonic clock is right.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>How late each of its continuations may come, as with a starved pool of threads.</summary>
    public TimeSpan LagMax { get; set; }

    /// <summary>The latest moment at which something of it comes that was late.</summary>
    public TimeSpan LateUntil { get; private set; }

    /// <summary>The last moment at which something was wrong with it or with its way to the store.</summary>
    public TimeSpan LastTouched { get; private set; } = TimeSpan.FromDays(-1);

    public bool IsPaused => PausedUntil > World.Now;

    public void Kill()
    {
        IsDead = true;
        Touch();
    }

    public void Pause(TimeSpan time)
    {
        var until = World.Now + time;
        PausedUntil = until > PausedUntil ? until : PausedUntil;
        Touch(until);
    }

    /// <summary>Notes that something of it comes late.</summary>
    public void Delay(TimeSpan lag)
    {
        var due = World.Now + lag;
        LateUntil = due > LateUntil ? due : LateUntil;
    }

    /// <summary>Notes that the world was unkind to it, until now or a later moment.</summary>
    public void Touch(TimeSpan? until = null)
    {
        var moment = until ?? World.Now;
        LastTouched = moment > LastTouched ? moment : LastTouched;
    }
}
