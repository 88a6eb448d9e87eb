using System.Globalization;
using System.Text;
using FleetQ.Plugins;
using FleetQ.Sdk;

namespace FleetQ.Chaos.Handlers;

/// <summary>
/// Leaves a trace outside the store, so that what really ran can be compared with what the store says.
/// </summary>
[StepHandler("chaos")]
public sealed class ChaosHandler : IStepHandler<ChaosArgs, ChaosResult>
{
    /// <inheritdoc/>
    public async Task<StepResult<ChaosResult>> HandleAsync(
        ChaosArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        Trace(args, context, "start");
        var token = args.Way is ChaosWay.IgnoresToken ? CancellationToken.None : cancellationToken;
        await Task.Delay(TimeSpan.FromMilliseconds(args.Milliseconds), context.Time, token);
        if (args.Way is ChaosWay.KillsItsProcess)
        {
            Environment.FailFast("The chaos harness asked for it.");
        }

        if (args.Way is ChaosWay.EatsMemory)
        {
            EatMemory();
        }

        if (args.Way is ChaosWay.Fails || (args.Way is ChaosWay.FailsTwice && context.Attempt <= 2))
        {
            throw new InvalidOperationException("The chaos harness asked for it.");
        }

        Trace(args, context, "end");
        return new ChaosResult(context.ClaimEpoch);
    }

    // The harness gives its pods a limit that is lower by far; a machine without it shall live all the same.
    private static void EatMemory()
    {
        const int MegabytesMax = 1_024;
        var eaten = new List<byte[]>();
        while (eaten.Count < MegabytesMax)
        {
            eaten.Add(GC.AllocateUninitializedArray<byte>(1 << 20));
        }

        throw new InvalidOperationException($"It ate {eaten.Count} megabytes, and nothing stopped it.");
    }

    private static void Trace(ChaosArgs args, StepContext context, string phase)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{phase} {context.StepId} {context.Attempt} {context.ClaimEpoch}\n");
        AppendOnlyFile.Write(args.File, Encoding.UTF8.GetBytes(line));
    }
}
