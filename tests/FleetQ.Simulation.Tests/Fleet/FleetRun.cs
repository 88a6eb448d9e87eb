using FleetQ.Engine.Model;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.World;
using FleetQ.TestKit.MemoryStore;
using FleetQ.TestKit.Stores;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>
/// One seed: a fleet works while everything goes wrong that its plan has; then the faults stop, and all that was
/// acknowledged must end.
/// </summary>
internal sealed class FleetRun
{
    private static readonly TimeSpan War = TimeSpan.FromSeconds(40);

    private readonly SimulatedWorld world;
    private readonly SimulatedStoreServer server;
    private readonly SimulatedNode outside;
    private readonly StoreHandle store;
    private readonly Checker checker;
    private readonly SimulatedClient client;
    private readonly Supervisor supervisor;
    private readonly Nemesis nemesis;
    private int submitted;

    public FleetRun(int seed, Mutant mutant, Func<TimeProvider, StoreHandle>? open = null)
    {
        world = new SimulatedWorld(seed);
        Plan = FaultPlan.Draw(world.Chance);
        Timings = SimulationTimings.Draw(world.Chance);
        server = new SimulatedStoreServer(world);
        outside = new SimulatedNode(new SimulatedProcess(world, "outside"), canLag: false);
        checker = new Checker(world, Timings.Threshold);
        store = open?.Invoke(server.Clock) ?? OpenModel(mutant);
        supervisor = new Supervisor(world, outside, store, server, Plan, Timings, checker, mutant);
        client = new SimulatedClient(outside, supervisor.ChooseServing, checker.Totals, mutant);
        nemesis = new Nemesis(world, server, supervisor, Plan, Timings, checker);
    }

    public FaultPlan Plan { get; }

    public SimulationTimings Timings { get; }

    public SimulationTotals Totals => checker.Totals;

    public ulong Digest => world.Digest;

    /// <summary>Runs it to its end.</summary>
    /// <returns>What was wrong; null when nothing was.</returns>
    public string? Run()
    {
        var outer = SynchronizationContext.Current;
        try
        {
            outside.Start(MakeWarAsync);
            world.RunUntil(War, static () => false);
            outside.Start(MakePeaceAsync);
            world.RunUntil(War + PeaceMax, () => Plan.IsPeace && client.IsQuiet && HaveAllEnded());
            CheckEnd();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
            Totals[Happening.Seeds] = 1;
            Totals[Happening.Events] = world.Events;
            Totals[Happening.SimulatedSeconds] = (long)world.Now.TotalSeconds;
            supervisor.AddTo(Totals);
            supervisor.EndAll();
        }

        return world.Violation;
    }

    // The longest that anything may take which still has to happen: a dead pod to be noticed, by a fallback leader; its
    // steps to be claimed again, and again for each of their attempts; a retry to come due.
    private TimeSpan PeaceMax => (10 * (Timings.Threshold + Timings.ClaimInterval + (4 * Timings.RecoveryInterval)))
        + Plan.LongestOutage + TimeSpan.FromMinutes(2);

    private StoreHandle OpenModel(Mutant mutant) => new MemoryStoreState(server.Clock)
    {
        Weaknesses = mutant switch
        {
            Mutant.OutcomesWithoutEpoch => StoreWeaknesses.RecordsAnyEpoch,
            Mutant.RecoveryWithoutCompareAndSet => StoreWeaknesses.ReturnsWhatever,
            Mutant.AttemptsCountedAtTheEnd => StoreWeaknesses.CountsAttemptsAtTheEnd,
            Mutant.JournalIsTheOnlyCopy => StoreWeaknesses.ListsOrphansOnce,
            Mutant.EvictedPodsClaim => StoreWeaknesses.LetsAnybodyClaim,
            Mutant.BeatsRevive => StoreWeaknesses.RevivesByBeat,
            _ => StoreWeaknesses.None,
        },
    }.ToHandle();

    private async Task MakeWarAsync()
    {
        supervisor.StartAll();
        while (world.Now < War && !Plan.IsPeace)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200 + world.Chance.Next(1_600)), outside.Clock);
            if (!Plan.IsPeace)
            {
                SubmitSome();
                nemesis.Strike();
            }
        }
    }

    private Task MakePeaceAsync()
    {
        Plan.IsPeace = true;
        server.Start();
        supervisor.MakePeace();
        return Task.CompletedTask;
    }

    private void SubmitSome()
    {
        for (var i = world.Chance.Next(4); i > 0; i--)
        {
            client.Submit(DrawStep(), triesMax: world.Chance.Next(4) == 0 ? 1 : 20);
        }
    }

    private NewStep DrawStep()
    {
        var chance = world.Chance;
        var number = ++submitted;
        var isPoison = chance.NextDouble() < Plan.Poison;
        var hasKey = chance.Next(2) == 0;
        return new NewStep
        {
            StepId = new StepId($"step-{number}"),
            IdIsChosen = !hasKey,
            IdempotencyKey = hasKey ? $"key-{number}" : null,
            RequestHash = hasKey ? "hash" : null,
            TaskType = new TaskType(isPoison ? SimulatedHandler.Poison : SimulatedHandler.TaskType),
            Payload = $$"""{"n":{{number}}}""",
            MaxRetries = chance.Next(isPoison ? 2 : 5),
            Priority = chance.Next(3),
            Delay = chance.Next(6) == 0 ? TimeSpan.FromMilliseconds(chance.Next(5_000)) : null,
        };
    }

    private bool HaveAllEnded() =>
        client.Acknowledged.Values.All(stepId => checker.Steps.TryGetValue(stepId, out var step) && step.HasEnded)
        && checker.Steps.Values.All(static step => step.HasEnded);

    private void CheckEnd()
    {
        if (world.Violation is not null)
        {
            return;
        }

        // Outside the simulated world now: the store is asked as it is.
        SynchronizationContext.SetSynchronizationContext(null);
        foreach (var (label, stepId) in client.Acknowledged)
        {
            var row = store.Reading.FindStepAsync(stepId, CancellationToken.None).GetAwaiter().GetResult();
            if (row is null)
            {
                world.Violate($"{stepId} was acknowledged for {label} and is not in the store");
            }
            else if (!row.Status.IsEnded())
            {
                world.Violate($"{stepId} was acknowledged and is still {row.Status} when all has been well for long");
            }
            else if (row.Status is StepStatus.Completed && row.Result != checker.Steps[stepId].Result)
            {
                world.Violate($"{stepId} has the result {row.Result} and {checker.Steps[stepId].Result} was taken");
            }
        }

        foreach (var (stepId, _) in checker.Steps.Where(static pair => !pair.Value.HasEnded))
        {
            world.Violate($"{stepId} was claimed and has not ended when all has been well for long");
        }

        CheckCopies();
    }

    // One request with an id or a key is one step, however often it was sent.
    private void CheckCopies()
    {
        var rows = client.Sent.Select(static step => step.StepId).Distinct()
            .Select(stepId => store.Reading.FindStepAsync(stepId, CancellationToken.None).GetAwaiter().GetResult())
            .OfType<Step>();
        foreach (var copies in rows.GroupBy(static row => row.Payload).Where(static copies => copies.Count() > 1))
        {
            world.Violate($"{copies.Key} was one request and is {copies.Count()} steps");
        }
    }
}
