using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.World;
using FleetQ.TestKit.Stores;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>Keeps the fleet's processes running: one that died is started again, mostly under its name.</summary>
internal sealed class Supervisor(
    SimulatedWorld world,
    SimulatedNode outside,
    StoreHandle store,
    SimulatedStoreServer server,
    FaultPlan plan,
    SimulationTimings timings,
    Checker checker,
    Mutant mutant)
{
    private readonly List<SimulatedPod> pods = [];
    private readonly List<SimulatedPod> all = [];
    private int names;
    private int leaders;
    private SimulatedPod? leader;

    /// <summary>The processes that should run now.</summary>
    public IReadOnlyList<SimulatedPod> Pods => pods;

    public void StartAll()
    {
        for (var i = 0; i < timings.Pods; i++)
        {
            Start(NewName());
        }

        outside.Start(WatchAsync);
    }

    /// <summary>Chooses one that takes requests; null when none does.</summary>
    public SimulatedPod? ChooseServing()
    {
        var serving = pods.FindAll(static pod => pod.IsServing && !pod.Process.IsPaused);
        return serving.Count == 0 ? null : serving[world.Chance.Next(serving.Count)];
    }

    /// <summary>Mends all that was cut and wakes all that sleeps; what hangs goes on hanging.</summary>
    public void MakePeace()
    {
        foreach (var pod in pods)
        {
            pod.Link.Mend();
            pod.Process.LagMax = TimeSpan.Zero;
        }

        if (plan.HangsRecovery)
        {
            HangRecovery();
        }
    }

    public void AddTo(SimulationTotals totals)
    {
        totals[Happening.Fences] += all.Sum(static pod => pod.Engine.Metrics.Fences.Total);
        totals[Happening.LeaderChanges] += leaders;
        totals[Happening.Reconciled] += all.Sum(static pod => pod.Engine.Metrics.Reconciled.Total);
    }

    /// <summary>Ends what outlives a run: the meters, which the whole process lists.</summary>
    public void EndAll() => all.ForEach(static pod => pod.Engine.Metrics.Dispose());

    private void Start(string name)
    {
        var process = new SimulatedProcess(world, name)
        {
            Skew = plan.Skew * ((2 * world.Chance.NextDouble()) - 1),
        };
        var pod = new SimulatedPod(
            process, timings.ToOptions(name), store, server, plan, checker, mutant);
        var handler = new SimulatedHandler(pod, checker, plan);
        pod.Routes.Add(SimulatedHandler.TaskType, handler.RunAsync, timings.HandlerTimeout);
        pod.Routes.Add(SimulatedHandler.Poison, handler.RunAsync, timings.HandlerTimeout);
        pods.Add(pod);
        all.Add(pod);
        pod.Start();
    }

    private void NoteLeader()
    {
        if (FindLeader() is { } now && now != leader)
        {
            leaders += leader is null ? 0 : 1;
            leader = now;
        }
    }

    private SimulatedPod? FindLeader() =>
        pods.Find(static pod => pod.IsServing && pod.Engine.FleetView.IsLeader(pod.Engine.Pod.Identity!));

    // The one fault that no peace mends: the leader's recovery waits for ever, and a pod has just died.
    private void HangRecovery()
    {
        if (FindLeader() is { } hanging)
        {
            hanging.Link.Hangs = "recovery/";
            pods.Find(pod => pod != hanging && pod.IsServing)?.Process.Kill();
        }
    }

    private string NewName() => $"pod-{++names}";

    private async Task WatchAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300 + world.Chance.Next(1_000)), outside.Clock);
            NoteLeader();
            foreach (var dead in pods.FindAll(static pod => pod.Process.IsDead))
            {
                pods.Remove(dead);
                var name = world.Chance.Next(3) == 0 ? NewName() : dead.Name;
                var pause = TimeSpan.FromSeconds((plan.IsPeace ? 1 : 15) * world.Chance.NextDouble());
                world.Schedule(outside, pause, _ => Start(name), null);
            }
        }
    }
}
