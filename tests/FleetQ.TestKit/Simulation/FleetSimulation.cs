using System.Runtime.CompilerServices;

namespace FleetQ.TestKit.Simulation;

/// <summary>
/// Runs real engine code on one thread and on a clock that jumps: whenever everything waits, time goes on to the next
/// timer. Minutes of a fleet take milliseconds, and nothing depends on how busy the machine is.
/// </summary>
public sealed class FleetSimulation
{
    private const int JumpsAtOnceMax = 100_000;

    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    private readonly SimulationContext context;
    private readonly List<Awaited> awaited = [];

    private FleetSimulation(int? seed) => context = new SimulationContext(seed is { } drawn ? new Random(drawn) : null);

    /// <summary>The clock of everything in the simulation.</summary>
    public SimulatedTime Time { get; } = new();

    /// <summary>How many continuations ran: what a run cost, whatever the machine did besides.</summary>
    public long Turns => context.Turns;

    /// <summary>Runs a test's body to its end.</summary>
    /// <param name="body">What happens; every wait in it must be for the simulation.</param>
    /// <param name="seed">Draws the order in which continuations run; null for the order in which they came.</param>
    /// <exception cref="TimeoutException">It still waits after an hour of the simulation's time.</exception>
    public static void Run(Func<FleetSimulation, Task> body, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var simulation = new FleetSimulation(seed);
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(simulation.context);
        try
        {
            simulation.RunToEnd(body(simulation));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Lets time pass.</summary>
    public Task PassAsync(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>Lets time pass until a condition holds; it is asked whenever everything waits.</summary>
    /// <returns>How much time passed.</returns>
    public async Task<TimeSpan> UntilAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var startedAt = Time.Passed;
        var waiting = new Awaited(condition, text);
        awaited.Add(waiting);
        await waiting.Happened.Task;
        return Time.Passed - startedAt;
    }

    private void RunToEnd(Task body)
    {
        var jumps = 0;
        var lastPassed = Time.Passed;
        context.RunUntilIdle();
        while (!body.IsCompleted)
        {
            jumps = Time.Passed == lastPassed ? jumps + 1 : 0;
            lastPassed = Time.Passed;
            if (jumps > JumpsAtOnceMax)
            {
                throw new InvalidOperationException($"Timers call and call, and no time passes after {lastPassed}.");
            }

            if (!TellAwaited() && !Time.JumpToNext(LongestRun))
            {
                var texts = string.Join("; ", awaited.Select(static waiting => waiting.Text));
                throw new TimeoutException($"The simulation does not end. It waits for: {texts}.");
            }

            context.RunUntilIdle();
        }

        body.GetAwaiter().GetResult();
    }

    private bool TellAwaited() =>
        awaited.RemoveAll(static waiting => waiting.Condition() && waiting.Happened.TrySetResult()) > 0;

    private sealed record Awaited(Func<bool> Condition, string Text)
    {
        public TaskCompletionSource Happened { get; } = new();
    }
}
