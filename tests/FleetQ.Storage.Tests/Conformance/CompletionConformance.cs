using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class CompletionConformance : StoreConformance
{
    [Fact]
    public async Task A_completed_step_keeps_its_result_epoch_and_pod()
    {
        var claim = await ClaimNewStepAsync();
        const string result = """{"text":"😀","n":1e999}""";

        Assert.True(await RecordAsync(Completed(claim, result)));
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(StepStatus.Completed, step.Status);
        Assert.Equal(result, step.Result);
        Assert.Equal((1L, 1, "pod-a"), (step.ClaimEpoch, step.Attempt, step.ClaimedBy));
        Assert.Equal(Plugin, step.Plugin);
        Assert.NotNull(step.EndedAt);
        Assert.Null(step.Error);
        Assert.Equal("[]", step.Attempts);
    }

    [Fact]
    public async Task A_result_of_a_mebibyte_comes_back_and_none_stays_none()
    {
        var pod = await RegisterAsync();
        var large = await ClaimNewStepAsync(pod);
        var none = await ClaimNewStepAsync(pod);
        var result = $"\"{new string('x', 1024 * 1024 - 2)}\"";

        await Store.Completion.RecordAsync([Completed(large, result), Completed(none, result: null)], Token);

        Assert.Equal(result, (await ReadAsync(large.Key.StepId)).Result);
        Assert.Null((await ReadAsync(none.Key.StepId)).Result);
    }

    [Fact]
    public async Task A_failed_attempt_waits_and_runs_again_with_the_next_epoch_and_number()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);

        Assert.True(await RecordAsync(RetryIn(claim, TimeSpan.FromMilliseconds(30))));
        var waiting = await ReadAsync(claim.Key.StepId);
        Assert.Empty(await ClaimAsync(pod));
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(30));
        await Store.Claims.AdvanceDueAsync(10, Token);
        var again = Assert.Single(await ClaimAsync(pod));

        Assert.Equal(StepStatus.Scheduled, waiting.Status);
        Assert.Equal(new StepError("try again", "System.Exception", "at X"), waiting.Error);
        Assert.Null(waiting.ClaimedBy);
        Assert.Null(waiting.EndedAt);
        Assert.NotNull(waiting.NotBefore);
        Assert.Equal((2, 2L), (again.Attempt, again.Key.Epoch));
    }

    [Fact]
    public async Task An_ended_attempt_is_kept_with_all_that_a_reader_wants_to_know()
    {
        var claim = await ClaimNewStepAsync();
        var claimedAt = (await ReadAsync(claim.Key.StepId)).ClaimedAt!.Value;

        await RecordAsync(RetryIn(claim, TimeSpan.Zero));
        var step = await ReadAsync(claim.Key.StepId);

        var attempt = Assert.Single(AttemptsOf(step));
        Assert.Equal(1, attempt.GetProperty("number").GetInt32());
        Assert.Equal("pod-a", attempt.GetProperty("pod").GetString());
        Assert.Equal(Plugin.Name, attempt.GetProperty("plugin").GetString());
        Assert.Equal(Plugin.Version, attempt.GetProperty("plugin_version").GetString());
        Assert.Equal(Plugin.Sha256, attempt.GetProperty("plugin_sha256").GetString());
        Assert.Equal(claimedAt.ToUnixTimeMilliseconds(), attempt.GetProperty("started").GetInt64());
        Assert.Equal(step.UpdatedAt.ToUnixTimeMilliseconds(), attempt.GetProperty("ended").GetInt64());
        Assert.Equal("retry", attempt.GetProperty("outcome").GetString());
        Assert.Equal("try again", attempt.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_failed_step_is_a_dead_letter_with_its_error()
    {
        var claim = await ClaimNewStepAsync();

        Assert.True(await RecordAsync(Failed(claim, "line 1\n\"quoted\" 😀")));
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(StepStatus.Failed, step.Status);
        Assert.Equal(new StepError("line 1\n\"quoted\" 😀", "System.Exception", "at X"), step.Error);
        Assert.Equal(("pod-a", 1L), (step.ClaimedBy, step.ClaimEpoch));
        Assert.NotNull(step.EndedAt);
    }

    [Fact]
    public async Task Success_clears_the_error_of_the_attempt_before()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);
        await RecordAsync(RetryIn(claim, TimeSpan.Zero));
        await Store.Claims.AdvanceDueAsync(10, Token);

        await RecordAsync(Completed(Assert.Single(await ClaimAsync(pod))));
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal(StepStatus.Completed, step.Status);
        Assert.Null(step.Error);
        Assert.Single(AttemptsOf(step));
        Assert.Equal(2, step.Attempt);
    }

    [Fact]
    public async Task A_released_step_is_ready_at_once_and_its_attempt_is_given_back()
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);

        Assert.True(await RecordAsync(Released(claim)));
        var step = await ReadAsync(claim.Key.StepId);
        var again = Assert.Single(await ClaimAsync(pod));

        Assert.Equal((StepStatus.Pending, 0), (step.Status, step.Attempt));
        Assert.Null(step.ClaimedBy);
        Assert.Equal("released", Assert.Single(AttemptsOf(step)).GetProperty("outcome").GetString());
        Assert.Equal((1, 2L), (again.Attempt, again.Key.Epoch));
    }

    [Fact]
    public async Task A_snoozed_step_waits_and_its_attempt_is_given_back()
    {
        var claim = await ClaimNewStepAsync();

        Assert.True(await RecordAsync(Snoozed(claim, TimeSpan.FromHours(1))));
        var step = await ReadAsync(claim.Key.StepId);

        Assert.Equal((StepStatus.Scheduled, 0), (step.Status, step.Attempt));
        Assert.Equal(TimeSpan.FromHours(1), step.NotBefore - step.UpdatedAt);
        Assert.Equal("snoozed", Assert.Single(AttemptsOf(step)).GetProperty("outcome").GetString());
        Assert.Null(step.Error);
    }

    [Fact]
    public async Task The_latest_128_attempts_are_kept()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(1);
        Step? step = null;
        for (var i = 0; i < 131; i++)
        {
            var claim = Assert.Single(await ClaimAsync(pod));
            await RecordAsync(Released(claim) with { Plugin = Plugin with { Name = $"P{i}" } });
            step = await ReadAsync(claim.Key.StepId);
        }

        var attempts = AttemptsOf(step!);
        Assert.Equal(128, attempts.Count);
        Assert.Equal("P3", attempts[0].GetProperty("plugin").GetString());
        Assert.Equal("P130", attempts[^1].GetProperty("plugin").GetString());
    }

    [Theory]
    [InlineData(OutcomeKind.Completed)]
    [InlineData(OutcomeKind.Retry)]
    [InlineData(OutcomeKind.Failed)]
    [InlineData(OutcomeKind.Released)]
    [InlineData(OutcomeKind.Snoozed)]
    public async Task An_outcome_of_an_older_epoch_changes_nothing(OutcomeKind kind)
    {
        var pod = await RegisterAsync();
        var stale = await ClaimNewStepAsync(pod);
        await RecordAsync(Released(stale));
        var fresh = Assert.Single(await ClaimAsync(pod));
        var before = await ReadAsync(fresh.Key.StepId);

        var outcome = LateOutcome(stale, kind);

        Assert.False(await RecordAsync(outcome));
        Assert.Equal(before, await ReadAsync(fresh.Key.StepId));
    }

    [Theory]
    [InlineData(OutcomeKind.Completed)]
    [InlineData(OutcomeKind.Retry)]
    [InlineData(OutcomeKind.Failed)]
    [InlineData(OutcomeKind.Released)]
    [InlineData(OutcomeKind.Snoozed)]
    public async Task A_second_outcome_of_a_claim_changes_nothing(OutcomeKind kind)
    {
        var claim = await ClaimNewStepAsync();
        await RecordAsync(Completed(claim));
        var before = await ReadAsync(claim.Key.StepId);

        var outcome = LateOutcome(claim, kind);

        Assert.False(await RecordAsync(outcome));
        Assert.Equal(before, await ReadAsync(claim.Key.StepId));
    }

    [Fact]
    public async Task Stale_outcomes_do_not_hold_up_the_others_of_their_batch()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(5);
        var claims = await ClaimAsync(pod);
        await Store.Completion.RecordAsync([Released(claims[1]), Completed(claims[3])], Token);

        var outcomes = claims.Select(static claim => Completed(claim)).ToList();
        outcomes.Add(new Outcome { Key = new ClaimKey(new StepId("nobody"), 1), Kind = OutcomeKind.Completed });
        var recorded = await Store.Completion.RecordAsync(outcomes, Token);

        Assert.Equal(new HashSet<ClaimKey> { claims[0].Key, claims[2].Key, claims[4].Key }, recorded);
        Assert.Equal(StepStatus.Pending, (await ReadAsync(claims[1].Key.StepId)).Status);
    }

    [Theory]
    [InlineData(OutcomeKind.Completed)]
    [InlineData(OutcomeKind.Retry)]
    [InlineData(OutcomeKind.Failed)]
    [InlineData(OutcomeKind.Released)]
    [InlineData(OutcomeKind.Snoozed)]
    public async Task What_was_recorded_is_found_after_an_answer_was_lost(OutcomeKind kind)
    {
        var pod = await RegisterAsync();
        var claim = await ClaimNewStepAsync(pod);
        var outcome = new Outcome
        {
            Key = claim.Key,
            Kind = kind,
            Delay = TimeSpan.Zero,
            Error = kind is OutcomeKind.Retry or OutcomeKind.Failed ? new StepError("x") : null,
        };

        var before = await Store.Completion.FindRecordedAsync([outcome], Token);
        await RecordAsync(outcome);
        var after = await Store.Completion.FindRecordedAsync([outcome], Token);
        await Store.Claims.AdvanceDueAsync(10, Token);
        await ClaimAsync(pod);
        var later = await Store.Completion.FindRecordedAsync([outcome], Token);

        Assert.Empty(before);
        Assert.Equal([claim.Key], after);
        Assert.Equal([claim.Key], later);
    }

    [Fact]
    public async Task What_others_made_of_a_claim_is_not_found_as_recorded()
    {
        var pod = await RegisterAsync();
        var returned = await ClaimNewStepAsync(pod);
        var failed = await ClaimNewStepAsync(pod, NewStep() with { MaxRetries = 0 });
        var cancelled = await ClaimNewStepAsync(pod);
        await Store.Operating.CancelAsync(cancelled.Key.StepId, "no", Token);
        await Store.Pods.LeaveAsync(pod, Token);
        await Store.Recovery.ReturnAsync([returned.Key, failed.Key], Token);

        var found = await Store.Completion.FindRecordedAsync(
            [Released(returned), Failed(failed), Completed(cancelled), RetryIn(returned, TimeSpan.Zero)], Token);

        Assert.Empty(found);
    }

    [Fact]
    public async Task Progress_is_stored_for_held_claims_only()
    {
        var pod = await RegisterAsync();
        var held = await ClaimNewStepAsync(pod);
        var lost = await ClaimNewStepAsync(pod);
        await RecordAsync(Completed(lost));

        var stillHeld = await Store.Completion.ReportProgressAsync(
            [
                new ProgressReport(held.Key, """{"percent":40}"""),
                new ProgressReport(lost.Key, """{"percent":41}"""),
            ],
            Token);

        Assert.Equal([held.Key], stillHeld);
        Assert.Equal("""{"percent":40}""", (await ReadAsync(held.Key.StepId)).Progress);
        Assert.Null((await ReadAsync(lost.Key.StepId)).Progress);
    }

    [Fact]
    public async Task A_thousand_outcomes_are_recorded_at_once()
    {
        var pod = await RegisterAsync();
        await SubmitAsync(1_000);
        var claims = await ClaimAsync(pod, limit: 1_000);

        var recorded = await Store.Completion.RecordAsync([.. claims.Select(static claim => Completed(claim))], Token);

        Assert.Equal(1_000, recorded.Count);
        Assert.Equal(1_000, (await Store.Reading.CountAsync(Token)).ByStatus[StepStatus.Completed]);
    }

    private static Outcome LateOutcome(Claim claim, OutcomeKind kind) =>
        new() { Key = claim.Key, Kind = kind, Delay = TimeSpan.Zero, Error = new StepError("late") };

    internal static IReadOnlyList<JsonElement> AttemptsOf(Step step)
    {
        using var document = JsonDocument.Parse(step.Attempts);
        return [.. document.RootElement.EnumerateArray().Select(static attempt => attempt.Clone())];
    }
}
