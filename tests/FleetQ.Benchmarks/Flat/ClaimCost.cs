using FleetQ.Benchmarks.Measuring;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Benchmarks.Flat;

/// <summary>Claims, records and submits again, so that as many wait as before; only the claims are timed.</summary>
internal sealed class ClaimCost(IFlatTable table, FlatSize size, PodIdentity pod, CancellationToken cancellationToken)
{
    /// <summary>How many steps a claim takes.</summary>
    internal const int Batch = 100;

    private const int Timed = 100;
    private static readonly TaskType Noop = new("noop");
    private static int last;

    /// <summary>Registers a pod.</summary>
    internal static async Task<ClaimCost> StartAsync(
        IFlatTable table, FlatSize size, CancellationToken cancellationToken)
    {
        var pod = PodIdentity.New(new PodId("benchmark"), TimeProvider.System, new Random(1));
        await table.Pods.RegisterAsync(
            new PodRegistration
            {
                Identity = pod,
                CapacityMax = Batch,
                Version = "0",
                HostName = "benchmark",
                TaskTypes = [Noop],
                Plugins = "[]",
            },
            cancellationToken);
        return new ClaimCost(table, size, pod, cancellationToken);
    }

    /// <summary>Takes all claims of a round.</summary>
    /// <returns>The median of the last hundred, in milliseconds.</returns>
    internal async Task<double> MeasureAsync()
    {
        var request = new ClaimRequest(pod, Batch, [new TypeRoom(Noop, Batch)]);
        List<double> times = [];
        for (var number = 0; number < size.Claims; number++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var claims = await table.Claims.ClaimAsync(request, cancellationToken);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            if (claims.Count != Batch)
            {
                throw new InvalidOperationException($"A claim brought {claims.Count} steps instead of {Batch}.");
            }

            await table.Completion.RecordAsync([.. claims.Select(Complete)], cancellationToken);
            await table.Submission.SubmitAsync([.. claims.Select(_ => MakeStep())], cancellationToken);
        }

        return Spread.Quantile([.. times.TakeLast(Timed).Order()], 0.5);
    }

    private static Outcome Complete(Claim claim) => new()
    {
        Key = claim.Key,
        Kind = OutcomeKind.Completed,
        Plugin = new PluginIdentity("Benchmarks", "0", null),
    };

    private NewStep MakeStep()
    {
        var number = Interlocked.Increment(ref last);
        return new NewStep
        {
            StepId = new StepId($"again-{number:D9}"),
            TaskType = Noop,
            Tenant = $"tenant-{number % size.Tenants}",
            Payload = """{"number":1}""",
            MaxRetries = 3,
        };
    }
}
