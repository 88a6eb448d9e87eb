using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Sdk;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>The longest and the farthest that a pod lets through.</summary>
public abstract class LimitConformance : StoreConformance
{
    // A character that takes four bytes and two places in a text, and one that takes three and one.
    private const string FourBytes = "😀";
    private const char ThreeBytes = '€';

    [Fact]
    public async Task The_longest_names_come_back_whole()
    {
        var step = StepNamed(new string('s', StepId.LengthMax)) with
        {
            TaskType = new TaskType(new string('t', TaskType.LengthMax)),
            Tenant = Repeat(FourBytes, 64),
            IdempotencyKey = new string(ThreeBytes, 255),
            RequestHash = new string('f', 64),
            TraceParent = new string('0', 55),
            Tags = $"[{string.Join(',', Enumerable.Repeat($"\"{new string(ThreeBytes, 64)}\"", 16))}]",
        };

        await SubmitAsync(step);
        var read = await ReadAsync(step.StepId);

        Assert.Equal(step.TaskType, read.TaskType);
        Assert.Equal(step.Tenant, read.Tenant);
        Assert.Equal(step.IdempotencyKey, read.IdempotencyKey);
        Assert.Equal(step.Tags, read.Tags);
    }

    [Fact]
    public async Task The_longest_error_comes_back_whole_from_the_step_and_from_its_attempts()
    {
        var claim = await ClaimNewStepAsync();
        var error = new StepError(
            new string(ThreeBytes, StepError.MessageLengthMax),
            new string(ThreeBytes, 256),
            new string(ThreeBytes, StepError.StackLengthMax));

        await RecordAsync(RetryIn(claim, TimeSpan.Zero) with { Error = error });
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(error, step.Error);
        Assert.Equal(
            error.Message, Assert.Single(CompletionConformance.AttemptsOf(step)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_longest_pod_name_and_a_long_list_of_plugins_come_back_whole()
    {
        var registration = RegistrationOf(NewIdentity(new string(ThreeBytes, PodId.LengthMax))) with
        {
            HostName = new string(ThreeBytes, 255),
            Plugins = $"[\"{new string('p', 100_000)}\"]",
            TaskTypes = [.. Enumerable.Range(0, 500).Select(static n => new TaskType($"type-{n}"))],
            CapacityMax = int.MaxValue,
        };

        await Store.Pods.RegisterAsync(registration, Token);
        var pod = Assert.Single(await Store.Reading.ListPodsAsync(Token));

        Assert.Equal(registration.Identity, pod.Identity);
        Assert.Equal(registration.HostName, pod.HostName);
        Assert.Equal(registration.Plugins, pod.Plugins);
        Assert.Equal(registration.TaskTypes.Select(static type => type.Value), pod.TaskTypes);
        Assert.Equal(int.MaxValue, pod.CapacityMax);
        Assert.True((await Store.Pods.BeatAsync(registration.Identity, int.MaxValue, Token)).IsKnown);
    }

    [Fact]
    public async Task Progress_of_thousands_of_characters_comes_back_whole()
    {
        var claim = await ClaimNewStepAsync();
        var progress = $$"""{"message":"{{new string(ThreeBytes, 4_096)}}"}""";

        await Store.Completion.ReportProgressAsync([new ProgressReport(claim.Key, progress)], Token);

        Assert.Equal(progress, (await ReadAsync(claim.Key.StepId)).Progress);
    }

    [Fact]
    public async Task Instants_at_the_ends_of_the_calendar_are_kept()
    {
        var late = new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);
        var early = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var last = await SubmitAsync(NewStep() with { NotBefore = late, ExpiresAt = late });
        var first = await SubmitAsync(NewStep() with { NotBefore = early });

        var due = await Store.Claims.AdvanceDueAsync(10, Token);

        Assert.Equal((0, 0), (due.Promoted, due.Expired));
        Assert.True(due.NextDueIn > TimeSpan.FromDays(365_000));
        var (waiting, ready) = (await ReadAsync(last), await ReadAsync(first));
        Assert.Equal((StepStatus.Scheduled, late), (waiting.Status, waiting.NotBefore));
        Assert.Equal((StepStatus.Pending, early), (ready.Status, ready.NotBefore));
        Assert.Equal(first, Assert.Single(await ClaimAsync(await RegisterAsync())).Key.StepId);
    }

    [Fact]
    public async Task A_step_that_expired_before_it_was_submitted_never_runs()
    {
        var stepId = await SubmitAsync(NewStep() with { ExpiresAt = DateTimeOffset.UnixEpoch });

        Assert.Empty(await ClaimAsync(await RegisterAsync()));
        Assert.Equal(1, (await Store.Claims.AdvanceDueAsync(10, Token)).Expired);
        Assert.Equal(StepStatus.Expired, (await ReadAsync(stepId)).Status);
    }

    [Fact]
    public async Task The_longest_timeout_and_pauses_come_back()
    {
        var retry = new RetryPolicy(
            BackoffStrategy.Exponential, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(3_653), Jitter: true);

        var claim = await ClaimNewStepAsync(
            step: NewStep() with { Timeout = TimeSpan.FromDays(30), Retry = retry, MaxRetries = 100 });
        await RecordAsync(Snoozed(claim, TimeSpan.FromDays(3_653)));
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal((TimeSpan.FromDays(30), retry, 100), (claim.Timeout, claim.Retry, claim.MaxRetries));
        Assert.Equal(TimeSpan.FromDays(3_653), step.NotBefore - step.UpdatedAt);
    }

    [Fact]
    public async Task A_pod_with_hundreds_of_task_types_claims_of_each()
    {
        var types = Enumerable.Range(0, 300).Select(static n => new TaskType($"type-{n}")).ToList();
        await Store.Submission.SubmitAsync([.. types.Select(type => NewStep(type))], Token);
        var pod = await RegisterAsync();

        var claims = await Store.Claims.ClaimAsync(
            new ClaimRequest(pod, 1_000, [.. types.Select(static type => new TypeRoom(type, 1))]), Token);

        Assert.Equal(types.ToHashSet(), claims.Select(static claim => claim.TaskType).ToHashSet());
    }

    [Fact]
    public async Task A_pod_with_room_for_more_than_there_is_gets_what_there_is()
    {
        await SubmitAsync(3);

        var claims = await Store.Claims.ClaimAsync(
            new ClaimRequest(await RegisterAsync(), int.MaxValue, [new TypeRoom(Echo, int.MaxValue)]), Token);

        Assert.Equal(3, claims.Count);
    }

    [Fact]
    public async Task A_thousand_rows_are_asked_about_at_once()
    {
        var pod = await RegisterAsync();
        var ids = await SubmitAsync(1_000);
        var claims = await ClaimAsync(pod, limit: 1_000);
        await Store.Pods.LeaveAsync(pod, Token);

        var found = await Store.Completion.FindRecordedAsync(
            [.. claims.Select(static claim => Completed(claim))], Token);
        var returned = await Store.Recovery.ReturnAsync([.. claims.Select(static claim => claim.Key)], Token);
        var ended = await Store.Reading.ListEndedAsync(ids, Token);

        Assert.Equal((0, 1_000, 0), (found.Count, returned.Count, ended.Count));
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
