using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.TestKit;
using FleetQ.TestKit.Handlers;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Simulation;

namespace FleetQ.Engine.Tests.Simulation;

/// <summary>
/// One run: a fleet works while its pods die and come back, and the store answers late, falsely or not at all; then all
/// is well again, and everything must end. A seed draws the faults, the times and the order of all that happens.
/// </summary>
internal sealed class ChaosRun(FleetSimulation simulation, int seed) : IAsyncDisposable
{
    private static readonly TimeSpan Peace = TimeSpan.FromMinutes(15);

    private readonly Random chance = new(seed);
    private readonly SimulatedFleet fleet = new(simulation, seed);
    private readonly ChaosLedger ledger = new();
    private readonly List<SimulatedPod> living = [];
    private int submitted;
    private bool isPeace;

    // Each run leaves some kinds of fault out: a mix of everything hides what only some of them do.
    private double OddsOf(double odds) => chance.Next(3) == 0 ? 0 : odds;

    public async Task<ChaosTotals> RunAsync()
    {
        var before = OddsOf(0.04);
        var after = OddsOf(0.04);
        var late = OddsOf(0.1);
        var outage = OddsOf(0.15);
        var death = OddsOf(0.15);
        foreach (var name in new[] { "pod-a", "pod-b", "pod-c" })
        {
            await AddPodAsync(name, () => DrawFault(before, after, late));
        }

        for (var second = 0; second < 60; second++)
        {
            await SubmitSomeAsync();
            await MaybeCutAsync(outage, () => DrawFault(before, after, late));
            await MaybeKillAsync(death, () => DrawFault(before, after, late));
            await simulation.PassAsync(TimeSpan.FromMilliseconds(chance.Next(500, 1_500)));
        }

        isPeace = true;
        living.ForEach(static pod => pod.FindStore());
        var peaceUntil = simulation.Time.Passed + Peace;
        while (!ledger.HaveAllEnded(fleet) && simulation.Time.Passed < peaceUntil)
        {
            await simulation.PassAsync(TimeSpan.FromSeconds(5));
        }

        ledger.Check(fleet);
        return ChaosTotals.Of(fleet, ledger);
    }

    public ValueTask DisposeAsync() => fleet.DisposeAsync();

    private async Task AddPodAsync(string name, Func<StoreFault?> draw)
    {
        var pod = fleet.Add(name);
        pod.Routes.Add("echo", (attempt, cancellationToken) => HandleAsync(pod, attempt, cancellationToken), Timeout());
        pod.Store.FaultOf = _ => draw();
        for (var registered = false; !registered;)
        {
            try
            {
                await pod.StartAsync();
                registered = true;
            }
            catch (StoreUnavailableException)
            {
                // A host would end here and be started again by its supervisor.
                await pod.DisposeAsync();
                pod = fleet.Add(name);
                var next = pod;
                pod.Routes.Add("echo", (attempt, token) => HandleAsync(next, attempt, token), Timeout());
                pod.Store.FaultOf = _ => draw();
            }
        }

        living.Add(pod);
    }

    private static TimeSpan Timeout() => TimeSpan.FromSeconds(10);

    private async Task<AttemptResult> HandleAsync(
        SimulatedPod pod, Attempt attempt, CancellationToken cancellationToken)
    {
        var claim = attempt.Claim;
        ledger.Enter(claim, pod.Engine.Limiter.Running, pod.Engine.Limiter.Capacity);
        var ignoresToken = chance.NextDouble() < 0.02 && !isPeace;
        var duration = TimeSpan.FromMilliseconds(chance.Next(1, chance.Next(10) == 0 ? 20_000 : 1_000));
        await Task.Delay(duration, simulation.Time, ignoresToken ? CancellationToken.None : cancellationToken);
        return chance.NextDouble() switch
        {
            < 0.05 => Ends.Retry(),
            < 0.07 => Ends.Snoozed(TimeSpan.FromMilliseconds(chance.Next(3_000))),
            < 0.08 => Ends.Failed(),
            _ => Ends.Completed($"\"{claim.Key.StepId} {claim.Key.Epoch}\""),
        };
    }

    private async Task SubmitSomeAsync()
    {
        for (var i = chance.Next(6); i > 0; i--)
        {
            var step = Factory.Step(maxRetries: chance.Next(5)) with
            {
                StepId = new StepId($"step-{++submitted}"),
                Priority = chance.Next(3),
                Delay = chance.Next(5) == 0 ? TimeSpan.FromMilliseconds(chance.Next(5_000)) : null,
            };
            try
            {
                await living[chance.Next(living.Count)].Engine.Submitter.SubmitAsync(step, CancellationToken.None)
                    .WaitAsync(TimeSpan.FromSeconds(5), simulation.Time);
                ledger.Acknowledge(step);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or TimeoutException)
            {
                // Not acknowledged: the client may submit it again; it is in the store or not.
            }
        }
    }

    private async Task MaybeCutAsync(double odds, Func<StoreFault?> draw)
    {
        if (chance.NextDouble() >= odds)
        {
            return;
        }

        var cut = chance.Next(4) == 0 ? [.. living] : new[] { living[chance.Next(living.Count)] };
        var back = new TaskCompletionSource();
        var hangs = chance.Next(2) == 0;
        foreach (var pod in cut)
        {
            pod.Store.FaultOf = _ => hangs ? StoreFault.Held(back.Task) : StoreFault.Before;
        }

        await simulation.PassAsync(TimeSpan.FromMilliseconds(chance.Next(500, 20_000)));
        back.SetResult();
        foreach (var pod in cut)
        {
            pod.Store.FaultOf = _ => draw();
        }
    }

    private async Task MaybeKillAsync(double odds, Func<StoreFault?> draw)
    {
        if (chance.NextDouble() >= odds)
        {
            return;
        }

        var victim = living[chance.Next(living.Count)];
        living.Remove(victim);
        victim.Die();
        await simulation.PassAsync(TimeSpan.FromMilliseconds(chance.Next(10_000)));
        await AddPodAsync(victim.Name, draw);
    }

    private StoreFault? DrawFault(double before, double after, double late)
    {
        if (isPeace)
        {
            return null;
        }

        var drawn = chance.NextDouble();
        return drawn < before ? StoreFault.Before
            : drawn < before + after ? StoreFault.After
            : drawn < before + after + late ? StoreFault.Late(TimeSpan.FromMilliseconds(chance.Next(2_500)))
            : null;
    }
}
