using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.World;

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>
/// Who submits: repeats a submit that was not answered, at whichever pod serves, until it is acknowledged or given up.
/// </summary>
internal sealed class SimulatedClient(
    SimulatedNode node, Func<SimulatedPod?> choosePod, SimulationTotals totals, Mutant mutant)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, StepId> acknowledged = [];
    private readonly List<NewStep> sent = [];
    private int unanswered;

    /// <summary>The id of each request that was acknowledged.</summary>
    public IReadOnlyDictionary<string, StepId> Acknowledged => acknowledged;

    /// <summary>All that was ever sent, repeats included.</summary>
    public IReadOnlyList<NewStep> Sent => sent;

    /// <summary>Whether no request is on its way.</summary>
    public bool IsQuiet => unanswered == 0;

    private SimulatedWorld World => node.Process.World;

    public void Submit(NewStep step, int triesMax) => node.Start(async () =>
    {
        unanswered++;
        for (var left = triesMax; left > 0 && !acknowledged.ContainsKey(LabelOf(step)); left--)
        {
            await TryAsync(step);
            step = mutant is Mutant.SubmitsWithoutKey ? WithoutKey(step) : step;
        }

        totals[Happening.Unknown] += acknowledged.ContainsKey(LabelOf(step)) ? 0 : 1;
        unanswered--;
    });

    /// <summary>What a request is known by, whatever id its repeats have.</summary>
    public static string LabelOf(NewStep step) => step.Payload;

    private NewStep WithoutKey(NewStep step) =>
        step with { StepId = StepId.New(node.Clock, World.Chance), IdempotencyKey = null, IdIsChosen = false };

    private async Task TryAsync(NewStep step)
    {
        var answer = new TaskCompletionSource<StepId?>();
        sent.Add(step);
        if (choosePod() is { } pod)
        {
            pod.Do(() => AskAsync(pod, step, answer));
        }

        World.Schedule(node, Patience, _ => answer.TrySetResult(null), null);
        if (await answer.Task is { } stepId)
        {
            acknowledged.TryAdd(LabelOf(step), stepId);
            totals[Happening.Acknowledged]++;
            return;
        }

        await Task.Delay(TimeSpan.FromSeconds(World.Chance.NextDouble()), node.Clock);
    }

    // Runs in the pod: the answer goes back to the client as a message.
    private async Task AskAsync(SimulatedPod pod, NewStep step, TaskCompletionSource<StepId?> answer)
    {
        StepId? stepId = null;
        try
        {
            // Each request is answered by an id of its own; the store tells which step it became.
            var asked = step.IdIsChosen ? step : step with { StepId = StepId.New(pod.Clock, World.Chance) };
            sent.Add(asked);
            stepId = (await pod.Engine.Submitter.SubmitAsync(asked, CancellationToken.None)).StepId;
        }
        catch (Exception failure) when (failure is StoreUnavailableException
            or OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // Not known whether it was committed: the client asks again.
        }

        World.Schedule(node, TimeSpan.FromMilliseconds(1), _ => answer.TrySetResult(stepId), null);
    }
}
