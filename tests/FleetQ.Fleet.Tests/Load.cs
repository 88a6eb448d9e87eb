using System.Collections.Concurrent;
using System.Net;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>
/// A client that submits steps to any pod, one after the other, and repeats a submit that was not answered at another
/// pod: so each step that it names was acknowledged.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    internal static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(600);

    // Less than three pods can do, so that what waits does not depend on how fast the machine submits.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Some hundred steps, each perhaps with a slow disk and a pod that is gone.
    private static readonly TimeSpan SubmitLimit = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource stopping;
    private readonly FleetInABox fleet;
    private readonly Random random;
    private readonly ConcurrentQueue<string> acknowledged = new();
    private readonly Task submitting;

    internal Load(FleetInABox fleet, Random random, CancellationToken cancellationToken)
    {
        this.fleet = fleet;
        this.random = random;
        stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        submitting = SubmitUntilStoppedAsync();
    }

    internal string EffectsPath => Path.Combine(fleet.Folder, "effects");

    internal int Acknowledged => acknowledged.Count;

    /// <summary>How many submits had no answer and were repeated.</summary>
    internal int Repeated { get; private set; }

    /// <summary>Tells by its id whether a step appends a line; else it naps.</summary>
    internal static bool HasEffect(string stepId) => stepId.StartsWith("count-", StringComparison.Ordinal);

    /// <summary>Waits until so many more steps are acknowledged.</summary>
    internal Task WaitForMoreAsync(int steps, CancellationToken cancellationToken)
    {
        var goal = Acknowledged + steps;
        return Eventually.HoldsAsync(
            $"{steps} more steps are acknowledged",
            SubmitLimit,
            () => Task.FromResult(Acknowledged >= goal),
            cancellationToken);
    }

    /// <summary>Stops submitting and names the steps that were acknowledged.</summary>
    internal async Task<IReadOnlyList<string>> StopAsync()
    {
        await stopping.CancelAsync();
        await submitting;
        return [.. acknowledged];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
    }

    private async Task SubmitUntilStoppedAsync()
    {
        for (var number = 0; !stopping.IsCancellationRequested; number++)
        {
            var stepId = $"{(random.Next(3) == 0 ? "count" : "nap")}-{number}";
            var body = HasEffect(stepId) ? StepBody.Count(EffectsPath, stepId) : StepBody.Sleep(Nap);
            var step = body with { StepId = stepId, Priority = random.Next(3), MaxRetries = 20 };
            while (!await TrySubmitAsync(step))
            {
                Repeated++;
            }

            acknowledged.Enqueue(stepId);
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    // A stop does not cut a submit short: what was begun is acknowledged, so that the store holds nothing else.
    private async Task<bool> TrySubmitAsync(StepBody step)
    {
        var pods = fleet.Running;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await pods[random.Next(pods.Count)].Client.SubmitAsync(step, patience.Token);
            return true;
        }
        catch (Exception fault) when (fault is OperationCanceledException
            or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError })
        {
            return false;
        }
    }
}
