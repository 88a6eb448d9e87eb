namespace FleetQ.Engine.Loops;

/// <summary>Gives the beat its rhythm. In a host the beat has a thread of its own, so that a starved pool cannot delay
/// it; in a test it follows the clock that the test turns.</summary>
public interface IPacer
{
    /// <summary>Runs a loop to its end.</summary>
    Task RunAsync(string name, Func<Task> loop);

    /// <summary>Waits; returns early, without an exception, when the token is cancelled.</summary>
    ValueTask WaitAsync(TimeSpan delay, CancellationToken cancellationToken);
}
