using System.Text.Json;
using FleetQ.Sdk.Testing.Hosting;
using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing.Harness;

/// <summary>A made-up step and the handler that runs it.</summary>
internal sealed class StepPlay : IAsyncDisposable
{
    private const int AttemptsMax = 1_000;

    private readonly HarnessPlan plan;
    private readonly HandlerSet handlers;
    private readonly HandlerCall call;
    private readonly LogBook logs;
    private readonly TimeProvider time;
    private readonly string arguments;
    private readonly string metadata;

    private StepPlay(HarnessPlan plan, HandlerSet handlers, string taskType, LogBook logs, TimeProvider time)
    {
        this.plan = plan;
        this.handlers = handlers;
        this.logs = logs;
        this.time = time;
        call = handlers.CallOf(taskType);
        arguments = ObjectText(plan.Arguments, nameof(plan.Arguments));
        metadata = ObjectText(plan.Metadata, nameof(plan.Metadata));
    }

    /// <summary>Sets the handler's plugin up.</summary>
    public static StepPlay Prepare(Type handler, HarnessPlan plan)
    {
        var logs = new LogBook(LogLevel.Trace);
        var time = plan.Time ?? new HarnessClock();
        var set = HandlerSet.Build(new HandlerSetPlan
        {
            Assembly = handler.Assembly,
            Handlers = [handler],
            TaskType = plan.TaskType,
            HasSetup = plan.HasSetup,
            Settings = plan.Settings,
            Services = plan.Services,
            Loggers = logs,
            Time = time,
        });
        return new StepPlay(plan, set, plan.TaskType ?? set.FirstTaskTypeOf(handler), logs, time);
    }

    /// <summary>Runs one attempt.</summary>
    public Task<AttemptOutcome> RunAsync(CancellationToken cancellationToken) =>
        RunAsync(plan.Attempt, epoch: plan.Attempt, cancellationToken);

    /// <summary>Runs attempts until the step has ended.</summary>
    public async Task<StepOutcome> RunToEndAsync(CancellationToken cancellationToken)
    {
        var outcomes = new List<AttemptOutcome>();
        var (number, waited) = (plan.Attempt, TimeSpan.Zero);
        while (outcomes.Count < AttemptsMax)
        {
            var outcome = await RunAsync(number, plan.Attempt + outcomes.Count, cancellationToken)
                .ConfigureAwait(false);
            outcomes.Add(outcome);
            if (outcome.Ending is not (AttemptEnding.Retry or AttemptEnding.Snoozed))
            {
                return new StepOutcome(outcomes, waited);
            }

            var pause = outcome.Delay ?? TimeSpan.Zero;
            waited += pause;
            await WaitAsync(pause, cancellationToken).ConfigureAwait(false);
            number += outcome.Ending == AttemptEnding.Retry ? 1 : 0;
        }

        throw new InvalidOperationException($"The step had not ended after {AttemptsMax} attempts: {outcomes[^1]}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => handlers.DisposeAsync();

    private async Task<AttemptOutcome> RunAsync(int number, long epoch, CancellationToken cancellationToken)
    {
        logs.Clear();
        var progress = new List<AttemptProgress>();
        void Keep(double? fraction, string? message)
        {
            lock (progress)
            {
                progress.Add(new AttemptProgress(fraction, message));
            }
        }

        using var stop = new AttemptStop(plan, time, cancellationToken);
        var step = new MadeUpStep(
            plan.StepId, plan.Tenant, number, epoch, call.MaxRetriesOf(plan), arguments, metadata, Keep);
        var started = time.GetTimestamp();
        var running = call.RunAsync(step, stop.Token);
        if (time is HarnessClock clock)
        {
            await ClockJumps.RunAsync(running, clock).ConfigureAwait(false);
        }

        var end = await running.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        lock (progress)
        {
            return call.Judge(step, end ?? stop.End()) with
            {
                Elapsed = time.GetElapsedTime(started),
                Progress = [.. progress],
                Logs = logs.Lines,
                Json = handlers.Json,
            };
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (time is HarnessClock clock)
        {
            clock.Advance(pause);
        }
        else
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private string ObjectText(object value, string name)
    {
        var text = value is ArgumentText written ? written.Json : JsonSerializer.Serialize(value, handlers.Json);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? text
            : throw new ArgumentException($"{name} must be an object in JSON; they are {text}.", name);
    }
}
