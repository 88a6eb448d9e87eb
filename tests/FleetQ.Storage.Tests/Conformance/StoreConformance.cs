using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>What every test of a store starts from: one fresh store, opened once, and short ways to fill it.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    protected static readonly TaskType Echo = new("echo");
    protected static readonly TaskType Sleep = new("sleep");
    protected static readonly PluginIdentity Plugin = new("P", "1.0", new string('a', 64));

    private readonly Random random = new(Seed: 20_260_101);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected StoreHandle Store { get; private set; } = null!;

    protected IStoreFixture Fixture { get; private set; } = null!;

    /// <summary>
    /// Whether an answer tells all that its call did. A store that reads back by a second statement what it changed
    /// may not find what somebody else has changed in between.
    /// </summary>
    protected virtual bool AnswersWhole => true;

    protected abstract IStoreFixture NewFixture();

    public async ValueTask InitializeAsync()
    {
        Fixture = NewFixture();
        Store = await Fixture.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Fixture.DisposeAsync();
    }

    protected PodIdentity NewIdentity(string podId = "pod-a") =>
        PodIdentity.New(new PodId(podId), TimeProvider.System, random);

    protected NewStep NewStep(TaskType? type = null) => new()
    {
        StepId = StepId.New(TimeProvider.System, random),
        TaskType = type ?? Echo,
        Payload = """{"n":1}""",
        MaxRetries = 3,
    };

    protected static NewStep StepNamed(string stepId) => new()
    {
        StepId = new StepId(stepId),
        IdIsChosen = true,
        TaskType = Echo,
        Payload = "{}",
        MaxRetries = 3,
    };

    protected static PodRegistration RegistrationOf(PodIdentity pod) => new()
    {
        Identity = pod,
        CapacityMax = 8,
        Version = "1.2.3",
        HostName = "host-1",
        TaskTypes = [Echo, Sleep],
        Plugins = """[{"name":"Echo"}]""",
    };

    protected async Task<PodIdentity> RegisterAsync(string podId = "pod-a")
    {
        var pod = NewIdentity(podId);
        await Store.Pods.RegisterAsync(RegistrationOf(pod), Token);
        return pod;
    }

    protected async Task<StepId> SubmitAsync(NewStep step)
    {
        var answers = await Store.Submission.SubmitAsync([step], Token);
        Assert.Equal(SubmitAnswerKind.Created, Assert.Single(answers).Kind);
        return step.StepId;
    }

    protected async Task<IReadOnlyList<StepId>> SubmitAsync(int count, TaskType? type = null)
    {
        var steps = Enumerable.Range(0, count).Select(_ => NewStep(type)).ToList();
        await Store.Submission.SubmitAsync(steps, Token);
        return [.. steps.Select(static step => step.StepId)];
    }

    protected Task<IReadOnlyList<Claim>> ClaimAsync(PodIdentity pod, int limit = 10, StoreHandle? store = null) =>
        (store ?? Store).Claims.ClaimAsync(
            new ClaimRequest(pod, limit, [new TypeRoom(Echo, limit), new TypeRoom(Sleep, limit)]), Token);

    /// <summary>Submits a step and claims it for a new pod.</summary>
    protected async Task<Claim> ClaimNewStepAsync(PodIdentity? pod = null, NewStep? step = null)
    {
        var holder = pod ?? await RegisterAsync();
        await SubmitAsync(step ?? NewStep());
        return Assert.Single(await ClaimAsync(holder));
    }

    /// <summary>Records an outcome; where there was no answer, looks first whether it was recorded.</summary>
    protected async Task<bool> RecordAsync(Outcome outcome)
    {
        try
        {
            var recorded = await Store.Completion.RecordAsync([outcome], Token);
            return recorded.Contains(outcome.Key);
        }
        catch (StoreUnavailableException)
        {
            var found = await Store.Completion.FindRecordedAsync([outcome], Token);
            return found.Contains(outcome.Key) || await RecordAsync(outcome);
        }
    }

    protected static Outcome Completed(Claim claim, string? result = "true") =>
        new() { Key = claim.Key, Kind = OutcomeKind.Completed, Result = result, Plugin = Plugin };

    protected static Outcome Failed(Claim claim, string message = "broken") => new()
    {
        Key = claim.Key,
        Kind = OutcomeKind.Failed,
        Error = new StepError(message, "System.Exception", "at X"),
        Plugin = Plugin,
    };

    protected static Outcome RetryIn(Claim claim, TimeSpan delay) => new()
    {
        Key = claim.Key,
        Kind = OutcomeKind.Retry,
        Delay = delay,
        Error = new StepError("try again", "System.Exception", "at X"),
        Plugin = Plugin,
    };

    protected static Outcome Released(Claim claim) => new() { Key = claim.Key, Kind = OutcomeKind.Released };

    protected static Outcome Snoozed(Claim claim, TimeSpan delay) =>
        new() { Key = claim.Key, Kind = OutcomeKind.Snoozed, Delay = delay, Plugin = Plugin };

    protected async Task<Step> ReadAsync(StepId stepId)
    {
        var step = await Store.Reading.FindStepAsync(stepId, Token);
        Assert.NotNull(step);
        return step;
    }
}
