using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Chaos.Load;

/// <summary>Clients that submit all the time, and repeat what was not answered at another pod.</summary>
internal sealed class Submitters(ChaosFleet fleet, History history, int seed, string traceFile)
{
    private const int Clients = 4;
    private const int KillersMax = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly ConcurrentBag<Request> requests = [];
    private int last;
    private int killers;

    public IReadOnlyCollection<Request> Requests => requests;

    /// <summary>Submits until the token is cancelled, then ends what is under way.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(
        Enumerable.Range(0, Clients).Select(client => SubmitAsync(new Random(seed + client), stopping)));

    private async Task SubmitAsync(Random chance, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var (request, step) = Draw(chance);
            requests.Add(request);
            await SendUntilTakenAsync(request, step, chance);
            var pause = TimeSpan.FromMilliseconds(chance.Next(30, 130));
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task SendUntilTakenAsync(Request request, StepBody step, Random chance)
    {
        while (!request.IsAcknowledged && request.Tries++ < 5)
        {
            var pods = fleet.Running;
            if (pods.Count == 0 || !await TrySendAsync(pods[chance.Next(pods.Count)].Host, request, step))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task<bool> TrySendAsync(HostProcess host, Request request, StepBody step)
    {
        history.Write("invoke", new { request.StepId, pod = host.PodId });
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await host.Client.SubmitAsync(step, patience.Token);
            request.IsAcknowledged = true;
            history.Write("ok", new { request.StepId });
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // Done or not done: the client cannot tell.
            if (failure is HttpRequestException { StatusCode: { } status } && !TellsToRepeat(status))
            {
                request.Defect = failure.Message;
            }

            history.Write("unknown", new { request.StepId, cause = failure.Message });
            return false;
        }
    }

    private static bool TellsToRepeat(HttpStatusCode status) =>
        status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;

    private (Request Request, StepBody Step) Draw(Random chance)
    {
        var drawn = chance.NextDouble();
        var way = drawn switch
        {
            < 0.04 => "FailsTwice",
            < 0.06 => "Fails",
            < 0.08 => "IgnoresToken",
            < 0.09 when Interlocked.Increment(ref killers) <= KillersMax => "KillsItsProcess",
            < 0.10 => "EatsMemory",
            _ => "Completes",
        };
        var milliseconds = chance.Next(30) == 0 ? chance.Next(1_000, 8_000) : chance.Next(5, 300);
        var request = new Request(
            string.Create(CultureInfo.InvariantCulture, $"chaos-{Interlocked.Increment(ref last)}"),
            way,
            Request.FailsForGood(way) ? 1 : 10);
        var step = new StepBody("chaos", new { file = traceFile, milliseconds, way })
        {
            StepId = request.StepId,
            MaxRetries = request.MaxRetries,
            Retry = new { strategy = "constant", base_ms = 200 },
        };
        return (request, step);
    }
}
