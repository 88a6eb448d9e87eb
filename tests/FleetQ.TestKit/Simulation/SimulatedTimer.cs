namespace FleetQ.TestKit.Simulation;

/// <summary>A timer of <see cref="SimulatedTime"/>: the handle that .NET gives out on an alarm.</summary>
internal sealed class SimulatedTimer(SimulatedAlarm alarm) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        alarm.Set(dueTime, period);
        return true;
    }

    public void Dispose() => alarm.Cancel();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
