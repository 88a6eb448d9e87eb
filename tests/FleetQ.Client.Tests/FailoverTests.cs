using System.Net;
using FleetQ.Client.Tests.Support;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Client.Tests;

/// <summary>A client outlives pods that die, refuse or lose an answer.</summary>
public sealed class FailoverTests(OneHost host)
{
    private static readonly Uri Nobody = new("http://127.0.0.1:9");
    private static readonly Uri First = new("http://first.invalid");
    private static readonly Uri Second = new("http://second.invalid");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_that_cannot_be_reached_is_left_for_the_next()
    {
        using var client = new FleetQClient(new FleetQClientOptions { Addresses = [Nobody, host.Address] });

        var answer = await client.SubmitAsync(new StepSubmission { TaskType = "echo" }, Ct);
        var step = await client.WaitForEndAsync(answer.StepId, TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(StepStatus.Completed, step.Status);
    }

    [Fact]
    public async Task Steps_that_are_submitted_while_a_pod_is_killed_are_there_once_each()
    {
        await using var fleet = new FleetInABox(PodSettings.Calm);
        await fleet.StartPodsAsync(2, Ct);
        var addresses = fleet.Running.Select(static pod => pod.Address).ToArray();
        using var client = new FleetQClient(new FleetQClientOptions { Addresses = addresses });

        var half = new TestSignal<int>();
        var submitting = Parallel.ForAsync(0, 200, Ct, async (number, token) =>
        {
            if (number == 100)
            {
                half.Send(number);
            }

            await client.SubmitAsync(new StepSubmission { TaskType = "echo", Tags = ["counted"] }, token);
        });
        await half.NextAsync(Ct);
        await fleet.Running[0].KillAsync(Ct);
        await submitting;
        var found = await client.SearchAsync(new StepSearch { Tag = "counted" }, Ct).CountAsync(Ct);

        Assert.Equal(200, found);
    }

    [Fact]
    public async Task No_pod_at_all_is_told_with_the_addresses()
    {
        var options = new FleetQClientOptions { Addresses = [Nobody], Attempts = 1 };
        using var client = new FleetQClient(options);

        var failure = await Assert.ThrowsAsync<FleetQException>(() => client.Fleet.GetQueueAsync(Ct));

        Assert.Equal((null, FleetQErrors.Unreachable), (failure.Status, failure.ErrorType));
        Assert.Contains("http://127.0.0.1:9", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_repeated_after_the_pause_that_the_pod_asks_for()
    {
        using var pod = new ScriptedPod(
            ScriptedPod.Answer(HttpStatusCode.ServiceUnavailable, "{}", retryAfterSeconds: 7),
            ScriptedPod.Answer(HttpStatusCode.TooManyRequests, "{}", retryAfterSeconds: 3_600),
            ScriptedPod.Answer(HttpStatusCode.Created, """{"step_id":"s1","status":"submitted"}"""));
        var time = new FakeTimeProvider();
        var options = new FleetQClientOptions { Addresses = [First], Time = time };
        using var client = pod.NewClient(options);

        var submitting = client.SubmitAsync(new StepSubmission { TaskType = "echo" }, Ct);
        time.Advance(TimeSpan.FromSeconds(6.9));
        var before = pod.Asked.Count;
        time.Advance(TimeSpan.FromSeconds(0.2));
        await Eventually.HoldsAsync(
            "the second try", Eventually.Patience, () => Task.FromResult(pod.Asked.Count == 2), Ct);
        // An hour is longer than anybody waits: the client's own limit counts.
        await Eventually.HoldsAsync(
            "the answer",
            Eventually.Patience,
            () =>
            {
                time.Advance(options.RetryDelayMax);
                return Task.FromResult(submitting.IsCompleted);
            },
            Ct);
        var answer = await submitting;

        Assert.Equal(1, before);
        Assert.Equal("s1", answer.StepId);
    }

    [Fact]
    public async Task A_submit_whose_answer_is_lost_is_repeated_under_the_same_key_at_the_next_pod()
    {
        using var pod = new ScriptedPod(
            ScriptedPod.Lose(HttpRequestError.ResponseEnded),
            ScriptedPod.Answer(HttpStatusCode.OK, """{"step_id":"s1","status":"submitted","deduplicated":true}"""));
        using var client = pod.NewClient(new FleetQClientOptions { Addresses = [First, Second] });

        var answer = await client.SubmitAsync(new StepSubmission { TaskType = "echo" }, Ct);
        var asked = pod.Asked.ToArray();

        Assert.Equal(["first.invalid", "second.invalid"], asked.Select(static ask => ask.Address.Host));
        Assert.Equal(asked[0].Body, asked[1].Body);
        Assert.Contains("idempotency_key", asked[0].Body, StringComparison.Ordinal);
        Assert.False(answer.Deduplicated);
    }

    [Fact]
    public async Task A_cancel_whose_answer_is_lost_is_not_repeated()
    {
        using var pod = new ScriptedPod(ScriptedPod.Lose(HttpRequestError.ResponseEnded));
        using var client = pod.NewClient(new FleetQClientOptions { Addresses = [First, Second] });

        await Assert.ThrowsAsync<FleetQException>(() => client.CancelAsync("s1", null, Ct));

        Assert.Single(pod.Asked);
    }

    [Fact]
    public async Task A_cancel_that_was_never_sent_goes_to_the_next_pod()
    {
        using var pod = new ScriptedPod(
            ScriptedPod.Lose(HttpRequestError.ConnectionError),
            ScriptedPod.Answer(HttpStatusCode.OK, """{"step_id":"s1","status":"cancelled"}"""));
        using var client = pod.NewClient(new FleetQClientOptions { Addresses = [First, Second] });

        var change = await client.CancelAsync("s1", null, Ct);

        Assert.Equal(StepStatus.Cancelled, change.Status);
        Assert.Equal(2, pod.Asked.Count);
    }

    [Fact]
    public async Task A_pod_that_says_that_it_is_ill_is_an_answer()
    {
        using var pod = new ScriptedPod(ScriptedPod.Answer(
            HttpStatusCode.ServiceUnavailable, """{"pod_id":"pod-1","status":"unhealthy"}"""));
        using var client = pod.NewClient(new FleetQClientOptions { Addresses = [First] });

        var health = await client.Fleet.GetHealthAsync(Ct);

        Assert.Equal("unhealthy", health.Status);
        Assert.Single(pod.Asked);
    }

    [Fact]
    public async Task A_page_of_something_else_is_told_as_such()
    {
        using var pod = new ScriptedPod(ScriptedPod.Answer(HttpStatusCode.OK, "<html>Welcome</html>"));
        using var client = pod.NewClient(new FleetQClientOptions { Addresses = [First] });

        var failure = await Assert.ThrowsAsync<FleetQException>(() => client.Fleet.GetQueueAsync(Ct));

        Assert.Equal(FleetQErrors.NotUnderstood, failure.ErrorType);
    }

    [Fact]
    public async Task A_status_that_only_a_newer_host_knows_is_unknown()
    {
        using var pod = new ScriptedPod(ScriptedPod.Answer(
            HttpStatusCode.OK, """{"step_id":"s1","status":"meditating","task_type":"echo","new_field":1}"""));
        using var client = pod.NewClient(new FleetQClientOptions { Addresses = [First] });

        var step = await client.GetStepAsync("s1", Ct);

        Assert.Equal(StepStatus.Unknown, step.Status);
    }

    [Theory]
    [InlineData("ftp://pod")]
    [InlineData("/relative")]
    public void An_address_that_is_none_is_refused_at_once(string address)
    {
        var options = new FleetQClientOptions { Addresses = [new Uri(address, UriKind.RelativeOrAbsolute)] };

        Assert.Throws<ArgumentException>(() => new FleetQClient(options));
    }
}
