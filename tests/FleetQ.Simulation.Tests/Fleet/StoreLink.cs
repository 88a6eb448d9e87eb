using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.World;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>
/// A process' way to the store and back, with its faults. A statement is one event in the store's process: it is done
/// or not, whatever becomes of who asked.
/// </summary>
internal sealed class StoreLink(SimulatedProcess process, SimulatedStoreServer server, FaultPlan plan)
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(10);

    public FaultPlan Plan => plan;

    /// <summary>Until then nothing that is asked on this link arrives, or comes back.</summary>
    public TimeSpan CutUntil { get; private set; }

    /// <summary>Whether a cut link says so at once, instead of leaving everybody waiting.</summary>
    public bool RefusesWhenCut { get; private set; }

    /// <summary>What never is answered on this link, in peace either: the start of the operations' names.</summary>
    public string? Hangs { get; set; }

    public void Cut(TimeSpan time, bool refuses)
    {
        CutUntil = process.World.Now + time;
        RefusesWhenCut = refuses;
        process.Touch(CutUntil + CommandTimeout);
    }

    public void Mend() => CutUntil = TimeSpan.Zero;

    /// <summary>Asks the store, from the node that asks.</summary>
    public Task<T> AskAsync<T>(string operation, Func<T> statement, CancellationToken cancellationToken)
    {
        var asker = (SimulatedNode)SynchronizationContext.Current!;
        var question = new Question<T>(this, operation, statement, asker);
        if (Hangs is not { } hanging || !operation.StartsWith(hanging, StringComparison.Ordinal))
        {
            process.World.Schedule(
                server.Node, DrawLatency(), static asked => ((Question<T>)asked!).Arrive(), question);
        }

        return question.WaitAsync(cancellationToken);
    }

    private SimulatedStoreServer Server => server;

    private SimulatedWorld World => process.World;

    private bool IsCut => CutUntil > World.Now;

    private TimeSpan DrawLatency()
    {
        var isSlow = plan.Is(plan.SlowAnswers) && World.Chance.NextDouble() < plan.SlowAnswers;
        if (isSlow)
        {
            process.Touch(process.World.Now + plan.SlowestAnswer);
        }

        return isSlow
            ? plan.SlowestAnswer * World.Chance.NextDouble()
            : TimeSpan.FromMilliseconds(0.2 + (4 * World.Chance.NextDouble()));
    }

    // What a fault does, it does to this process: nobody may be blamed for being silent after it.
    private bool Draws(double odds)
    {
        var isHit = plan.Is(odds) && World.Chance.NextDouble() < odds;
        if (isHit)
        {
            process.Touch();
        }

        return isHit;
    }

    private sealed class Question<T>(StoreLink link, string operation, Func<T> statement, SimulatedNode asker)
    {
        private readonly TaskCompletionSource<T> answer = new();

        private SimulatedWorld World => asker.Process.World;

        public async Task<T> WaitAsync(CancellationToken cancellationToken)
        {
            using var registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), answer);
            return await answer.Task;
        }

        public void Arrive()
        {
            if (link.Server.IsDown || link.IsCut || link.Draws(link.Plan.ErrorsBefore))
            {
                var refuses = link.Server.IsDown ? link.Server.RefusesWhenDown : link.RefusesWhenCut || !link.IsCut;
                Fail(refuses ? TimeSpan.Zero : CommandTimeout);
                return;
            }

            if (link.Draws(link.Plan.DeathsBefore))
            {
                asker.Process.Kill();
            }

            // In no simulated context: a real store answers in its own threads.
            SynchronizationContext.SetSynchronizationContext(null);
            var result = statement();
            if (link.Draws(link.Plan.DeathsAfter))
            {
                asker.Process.Kill();
            }

            if (link.Draws(link.Plan.ErrorsAfter))
            {
                Fail(link.World.Chance.Next(2) == 0 ? TimeSpan.Zero : CommandTimeout);
                return;
            }

            World.Schedule(asker, link.DrawLatency(), _ => answer.TrySetResult(result), null);
        }

        private void Fail(TimeSpan after) => World.Schedule(
            asker,
            after + link.DrawLatency(),
            _ => answer.TrySetException(
                new StoreUnavailableException(operation, "Wait.", new TimeoutException("The simulation cut it off."))),
            null);
    }
}
