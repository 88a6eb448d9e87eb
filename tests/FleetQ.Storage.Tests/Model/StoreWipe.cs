using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Model;

/// <summary>Empties a store by its own ports, so that many histories need one store.</summary>
internal static class StoreWipe
{
    private const int PageSize = 1_000;

    // Long over, whatever the store's clock says.
    private static readonly TimeSpan LongOver = -StoreCalls.Hour;

    public static async Task WipeAsync(this StoreHandle store, CancellationToken token)
    {
        var steps = await store.Reading.SearchStepsAsync(new StepQuery { Limit = PageSize }, token);
        foreach (var step in steps.Where(static step => !step.Status.IsEnded()))
        {
            await store.Operating.CancelAsync(step.StepId, reason: null, token);
        }

        foreach (var status in steps.Select(static step => step.Status.IsEnded() ? step.Status : StepStatus.Cancelled)
            .Distinct())
        {
            await store.Recovery.PruneAsync(status, LongOver, PageSize, token);
        }

        var pods = await store.Reading.ListPodsAsync(token);
        await store.Recovery.EvictAsync(
            [.. pods.Select(static pod => new SilentPod(pod.Identity, pod.Beat))], LongOver, token);
        await store.Recovery.ForgetPodsAsync(LongOver, token);
    }
}
