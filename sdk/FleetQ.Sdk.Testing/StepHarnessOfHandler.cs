using FleetQ.Sdk.Testing.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Sdk.Testing;

/// <summary>
/// How a step is made up and its handler is run. Immutable: each call returns a harness of its own, so that tests can
/// share a common beginning.
/// </summary>
/// <remarks>
/// The handler is made and called by the host's own code: arguments go through JSON, services come from the plugin's
/// own set-up, what is thrown comes back as texts. The clock stands still and jumps to where the handler waits, so that
/// no test waits; <see cref="WithTime"/> gives it another.
/// </remarks>
public sealed class StepHarness<THandler>
    where THandler : class
{
    private readonly HarnessPlan plan;

    internal StepHarness(HarnessPlan plan) => this.plan = plan;

    /// <summary>The step's arguments: written as JSON by the plugin's own settings, and read as a host reads.</summary>
    /// <param name="arguments">Anything that is an object in JSON; an anonymous one will do.</param>
    public StepHarness<THandler> WithArguments(object arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return With(plan with { Arguments = arguments });
    }

    /// <summary>The step's arguments as the JSON text that a client sends.</summary>
    public StepHarness<THandler> WithArgumentsJson(string json) =>
        With(plan with { Arguments = new ArgumentText(json) });

    /// <summary>The step's metadata: anything that is an object in JSON.</summary>
    public StepHarness<THandler> WithMetadata(object metadata) => With(plan with { Metadata = metadata });

    /// <summary>The step's id; <c>my-step</c> when it is not set.</summary>
    public StepHarness<THandler> WithStepId(string stepId) => With(plan with { StepId = stepId });

    /// <summary>Whose step it is.</summary>
    public StepHarness<THandler> WithTenant(string tenant) => With(plan with { Tenant = tenant });

    /// <summary>Under which of the handler's task types it was submitted.</summary>
    public StepHarness<THandler> WithTaskType(string taskType) => With(plan with { TaskType = taskType });

    /// <summary>Which attempt runs first; 1 when it is not set.</summary>
    public StepHarness<THandler> WithAttempt(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return With(plan with { Attempt = number });
    }

    /// <summary>How many failed attempts are repeated; without this the handler's attribute says, else 3.</summary>
    public StepHarness<THandler> WithMaxRetries(int retries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(retries);
        return With(plan with { MaxRetries = retries });
    }

    /// <summary>
    /// Ends an attempt after a span of the clock, as a host does after the handler's timeout. The timeout of the
    /// handler's attribute is not used: a clock that jumps would meet it before a call that really takes time.
    /// </summary>
    public StepHarness<THandler> WithTimeout(TimeSpan timeout) => With(plan with { Timeout = timeout });

    /// <summary>Cancels the step when an attempt has run for a span of the clock.</summary>
    public StepHarness<THandler> CancelAfter(TimeSpan span) => With(plan with { CancelAfter = span });

    /// <summary>The plugin's settings, as they stand below <c>Plugins:&lt;Name&gt;</c>.</summary>
    public StepHarness<THandler> WithSettings(params (string Key, string? Value)[] settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return With(plan with { Settings = [.. plan.Settings, .. settings] });
    }

    /// <summary>Adds or replaces services after the plugin's own set-up has run: fakes for what a test must not
    /// reach.</summary>
    public StepHarness<THandler> WithServices(Action<IServiceCollection> configure) =>
        With(plan with { Services = [.. plan.Services, configure] });

    /// <summary>Leaves the plugin's own set-up out; only <see cref="WithServices"/> adds services.</summary>
    public StepHarness<THandler> WithoutSetup() => With(plan with { HasSetup = false });

    /// <summary>The clock of the handler. It does not jump: the test turns it.</summary>
    public StepHarness<THandler> WithTime(TimeProvider time) => With(plan with { Time = time });

    /// <summary>Runs one attempt.</summary>
    /// <exception cref="HandlerRefusedException">A host would not load the handler.</exception>
    public async Task<AttemptOutcome> RunAsync(CancellationToken cancellationToken = default)
    {
        await using var play = StepPlay.Prepare(typeof(THandler), plan);
        return await play.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs attempts until the step has ended, retries and snoozes included. All run in one set of the plugin's
    /// services; the clock jumps over the pauses between them.
    /// </summary>
    /// <exception cref="HandlerRefusedException">A host would not load the handler.</exception>
    /// <exception cref="InvalidOperationException">The step had not ended after 1,000 attempts.</exception>
    public async Task<StepOutcome> RunToEndAsync(CancellationToken cancellationToken = default)
    {
        await using var play = StepPlay.Prepare(typeof(THandler), plan);
        return await play.RunToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static StepHarness<THandler> With(HarnessPlan changed) => new(changed);
}
