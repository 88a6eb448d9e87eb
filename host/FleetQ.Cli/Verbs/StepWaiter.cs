using System.Text.Json;
using FleetQ.Cli.Output;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>Waits for steps, with a bar for people.</summary>
internal sealed class StepWaiter(VerbCall call, TimeSpan? limit)
{
    // Progress is stored about once a second.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private const int WaitsAtOnce = 16;

    /// <summary>Waits for one step and shows it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync(FleetQClient client, string stepId, CancellationToken cancellationToken)
    {
        var step = call.Display.Moves
            ? await WithBarAsync(stepId, bar => FollowAsync(client, stepId, bar, cancellationToken))
            : await client.WaitForEndAsync(stepId, limit, cancellationToken);
        call.Display.Show(step, StepViews.Draw);
        return CodeOf(step.Status);
    }

    /// <summary>Waits for all steps.</summary>
    /// <returns>How each is when the wait is over, in the order given.</returns>
    public Task<IReadOnlyList<StepDetails>> WaitForAllAsync(
        FleetQClient client, IReadOnlyList<string> stepIds, CancellationToken cancellationToken) => call.Display.Moves
        ? WithBarAsync(
            $"{stepIds.Count} steps", bar => WaitForAllAsync(client, stepIds, bar, cancellationToken))
        : WaitForAllAsync(client, stepIds, bar: null, cancellationToken);

    /// <summary>What a step's end means for who waited.</summary>
    public static int CodeOf(StepStatus status) => status switch
    {
        StepStatus.Completed => ExitCodes.Done,
        _ when status.HasEnded() => ExitCodes.StepFailed,
        _ => ExitCodes.WaitOver,
    };

    private async Task<IReadOnlyList<StepDetails>> WaitForAllAsync(
        FleetQClient client, IReadOnlyList<string> stepIds, ProgressTask? bar, CancellationToken cancellationToken)
    {
        var steps = new StepDetails[stepIds.Count];
        var start = call.Surroundings.Time.GetTimestamp();
        bar?.MaxValue(stepIds.Count);
        await Parallel.ForAsync(
            0,
            stepIds.Count,
            new ParallelOptions { MaxDegreeOfParallelism = WaitsAtOnce, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var left = limit - call.Surroundings.Time.GetElapsedTime(start);
                steps[index] = await client.WaitForEndAsync(
                    stepIds[index], left < TimeSpan.Zero ? TimeSpan.Zero : left, token);
                bar?.Increment(1);
            });
        return steps;
    }

    private Task<T> WithBarAsync<T>(string title, Func<ProgressTask, Task<T>> work) => call.Display.Err
        .Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title));
            bar.IsIndeterminate = true;
            return await work(bar);
        });

    private async Task<StepDetails> FollowAsync(
        FleetQClient client, string stepId, ProgressTask bar, CancellationToken cancellationToken)
    {
        var start = call.Surroundings.Time.GetTimestamp();
        while (true)
        {
            var left = limit - call.Surroundings.Time.GetElapsedTime(start);
            var step = await client.WaitForEndAsync(stepId, left < Look ? left : Look, cancellationToken);
            Show(step, bar);
            if (step.Status.HasEnded() || left <= Look)
            {
                return step;
            }
        }
    }

    private static void Show(StepDetails step, ProgressTask bar)
    {
        var message = step.Status.ToWord();
        if (step.Progress is { ValueKind: JsonValueKind.Object } progress)
        {
            if (progress.TryGetProperty("fraction", out var fraction) && fraction.ValueKind is JsonValueKind.Number)
            {
                bar.IsIndeterminate = false;
                bar.Value(fraction.GetDouble() * bar.MaxValue);
            }

            if (progress.TryGetProperty("message", out var text) && text.ValueKind is JsonValueKind.String)
            {
                message = text.GetString()!;
            }
        }

        bar.Description(Markup.Escape($"{step.StepId}  {message}"));
    }
}
