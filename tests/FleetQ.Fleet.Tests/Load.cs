using System.Collections.Concurrent;
using System.Net;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Fleet.Tests;

/// <summary>
/// A client that submits steps to any pod, one after the other, and repeats a submit that was not answered at another
/// pod: so each step that it names was acknowledged.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    internal static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping;
    private readonly FleetInABox _fleet;
    private readonly Random _random;
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private readonly Task _submitting;

    internal Load(FleetInABox fleet, Random random, CancellationToken cancellationToken)
    {
        _fleet = fleet;
        _random = random;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _submitting = SubmitUntilStoppedAsync();
    }

    internal string EffectsPath => Path.Combine(_fleet.Folder, "effects");

    internal int Acknowledged => _acknowledged.Count;

    /// <summary>How many submits had no answer and were repeated.</summary>
    internal int Repeated { get; private set; }

    /// <summary>Tells by its id whether a step appends a line; else it naps.</summary>
    internal static bool HasEffect(string stepId) => stepId.StartsWith("count-", StringComparison.Ordinal);

    /// <summary>Stops submitting and names the steps that were acknowledged.</summary>
    internal async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stopping.CancelAsync();
        await _submitting;
        return [.. _acknowledged];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task SubmitUntilStoppedAsync()
    {
        for (var number = 0; !_stopping.IsCancellationRequested; number++)
        {
            var stepId = $"{(_random.Next(3) == 0 ? "count" : "nap")}-{number}";
            var body = HasEffect(stepId) ? StepBody.Count(EffectsPath, stepId) : StepBody.Sleep(Nap);
            var step = body with { StepId = stepId, Priority = _random.Next(3), MaxRetries = 20 };
            while (!await TrySubmitAsync(step))
            {
                Repeated++;
            }

            _acknowledged.Enqueue(stepId);
            await Task.Delay(_pause, TimeProvider.System, CancellationToken.None);
        }
    }

    // A stop does not cut a submit short: what was begun is acknowledged, so that the store holds nothing else.
    private async Task<bool> TrySubmitAsync(StepBody step)
    {
        var pods = _fleet.Running;
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            await pods[_random.Next(pods.Count)].Client.SubmitAsync(step, patience.Token);
            return true;
        }
        catch (Exception fault) when (fault is OperationCanceledException
            or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError })
        {
            return false;
        }
    }
}
