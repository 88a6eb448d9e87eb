using System.Text.Json;
using System.Text.Json.Nodes;
using FleetQ.Host.Tests.Support;
using FleetQ.TestKit;

namespace FleetQ.Host.Tests.Endpoints;

public sealed class OperateTests : IAsyncLifetime
{
    private HostUnderTest host = new();

    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Health_tells_how_the_pod_is()
    {
        await LeadsAsync();

        var answer = await host.GetAsync("/health");

        Assert.Equal(200, answer.Status);
        Assert.Equal("FLEET-Q", answer.Json.GetProperty("service").GetString());
        Assert.Equal("pod-1", answer.Json.GetProperty("pod_id").GetString());
        Assert.Equal("healthy", answer.Json.GetProperty("status").GetString());
        Assert.Equal("0.0.0-test", answer.Json.GetProperty("version").GetString());
        Assert.True(answer.Json.GetProperty("uptime_seconds").GetDouble() >= 0);
        Assert.Equal(0, answer.Json.GetProperty("current_capacity").GetInt32());
        Assert.Equal(8, answer.Json.GetProperty("max_capacity").GetInt32());
        Assert.True(answer.Json.GetProperty("is_leader").GetBoolean());
        string[] checks = ["loops", "plugins", "pod", "store"];
        Assert.Equal(
            checks,
            answer.Json.GetProperty("checks").EnumerateObject()
                .Select(static check => check.Name).Order(StringComparer.Ordinal));
        Assert.Equal(200, (await host.GetAsync("/health/live")).Status);
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task A_draining_pod_is_live_and_not_ready()
    {
        await host.Host.Engine.Pod.DrainAsync(TestContext.Current.CancellationToken);

        var health = await host.GetAsync("/health");

        Assert.Equal(503, health.Status);
        Assert.Equal("draining", health.Json.GetProperty("status").GetString());
        Assert.Equal(200, (await host.GetAsync("/health/live")).Status);
        Assert.Equal(503, (await host.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task The_queue_is_counted()
    {
        await host.SubmitAsync("""{"type":"nobody.has.this","priority":5}""");
        await host.SubmitAsync("""{"type":"nobody.has.this","priority":5}""");
        await host.SubmitAsync("""{"type":"nobody.has.this","priority":-1}""");

        // After the first beat: one that is late would tell of the step while it ran.
        await LeadsAsync();
        var done = await host.SubmitAsync("""{"type":"echo"}""");
        await host.ReadEndAsync(done);

        var queue = (await host.GetAsync("/admin/queue")).Json;

        Assert.Equal(3, queue.GetProperty("pending_steps").GetInt32());
        Assert.Equal(3, queue.GetProperty("pending").GetInt32());
        Assert.Equal(1, queue.GetProperty("completed_steps").GetInt32());
        Assert.Equal(1, queue.GetProperty("completed").GetInt32());
        Assert.Equal(0, queue.GetProperty("claimed_steps").GetInt32());
        Assert.Equal(0, queue.GetProperty("failed").GetInt32());
        Assert.Equal(1, queue.GetProperty("active_pods").GetInt32());
        Assert.Equal("pod-1", queue.GetProperty("current_leader").GetString());
        Assert.Equal("""{"5":2,"-1":1}""", queue.GetProperty("queue_depth_by_priority").GetRawText());
        Assert.Equal("""{"nobody.has.this":3}""", queue.GetProperty("steps_by_type").GetRawText());
        Assert.Equal("""{"pod-1":{"current":0,"max":8}}""", queue.GetProperty("pod_capacity").GetRawText());
    }

    [Fact]
    public async Task The_only_pod_leads()
    {
        var leader = (await host.GetAsync("/admin/leader")).Json;

        Assert.Equal("pod-1", leader.GetProperty("current_leader").GetString());
        Assert.Equal("pod-1", leader.GetProperty("leader_pod_id").GetString());
        Assert.Equal("pod-1", leader.GetProperty("this_pod_id").GetString());
        Assert.True(leader.GetProperty("is_leader").GetBoolean());
        Assert.Equal(1, leader.GetProperty("active_pods").GetInt32());
        Assert.Equal(1, leader.GetProperty("total_alive_pods").GetInt32());
        Assert.Equal("""["pod-1"]""", leader.GetProperty("alive_pods").GetRawText());
        Assert.NotEmpty(leader.GetProperty("leader_birth_ts").GetString()!);
        Assert.NotEmpty(leader.GetProperty("last_election_check").GetString()!);
        var eligible = Assert.Single(
            leader.GetProperty("election_details").GetProperty("eligible_pods").EnumerateArray());
        Assert.Equal("pod-1", eligible.GetProperty("pod_id").GetString());
        Assert.True(eligible.GetProperty("is_leader").GetBoolean());
    }

    [Fact]
    public async Task Pods_and_their_plugins_are_listed()
    {
        var pods = (await host.GetAsync("/admin/pods")).Json;
        var plugins = (await host.GetAsync("/admin/plugins")).Json;

        var pod = Assert.Single(pods.GetProperty("pods").EnumerateArray());
        Assert.Equal("active", pod.GetProperty("state").GetString());
        Assert.Contains("echo", pod.GetProperty("task_types").EnumerateArray().Select(static type => type.GetString()));
        var echo = plugins.GetProperty("plugins").EnumerateArray()
            .Single(static plugin => plugin.GetProperty("name").GetString() == "FleetQ.Plugins.Echo");
        Assert.Equal("loaded", echo.GetProperty("state").GetString());
        Assert.Matches("^[0-9a-f]{64}$", echo.GetProperty("sha256").GetString());
        // The rows of the pods tell the same, but for the schemas, which may be long.
        var own = JsonNode.Parse(plugins.GetProperty("plugins").GetRawText())!;
        var row = JsonNode.Parse(plugins.GetProperty("pods").GetProperty("pod-1").GetRawText())!;
        Assert.NotEmpty(TakeSchemas(own).OfType<JsonObject>());
        Assert.All(TakeSchemas(row), Assert.Null);
        Assert.Equal(own.ToJsonString(), row.ToJsonString());
    }

    [Fact]
    public async Task The_store_tells_what_it_is_and_what_it_was_sent()
    {
        await host.SubmitAsync("""{"type":"echo"}""");

        var store = (await host.GetAsync("/admin/store")).Json;

        Assert.Equal("sqlite", store.GetProperty("engine").GetString());
        Assert.Matches(@"^3\.\d+", store.GetProperty("version").GetString());
        Assert.InRange(store.GetProperty("schema_version").GetInt32(), 1, 1_000);
        Assert.Equal(JsonValueKind.Null, store.GetProperty("transport").ValueKind);
        Assert.Equal(JsonValueKind.Null, store.GetProperty("idle_interval_seconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, store.GetProperty("expected_credits_per_day").ValueKind);
        var submits = store.GetProperty("statements").GetProperty("submission");
        Assert.InRange(submits.GetProperty("last_minute").GetInt32(), 1, 100_000);
        Assert.InRange(
            submits.GetProperty("last_hour").GetInt32(), submits.GetProperty("last_minute").GetInt32(), 100_000);
    }

    [Fact]
    public async Task Recovery_runs_on_the_leader_with_a_body_or_without()
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/admin/recovery/run", body: null);
        var look = await host.PostAsync("/admin/recovery/run", """{"force":false,"dry_run":true}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal("completed", answer.Json.GetProperty("status").GetString());
        var summary = answer.Json.GetProperty("recovery_summary");
        Assert.StartsWith("recovery_", summary.GetProperty("cycle_id").GetString(), StringComparison.Ordinal);
        string[] counts =
            ["dead_pods_found", "orphaned_steps_found", "steps_requeued", "steps_marked_terminal", "duration_ms"];
        Assert.All(counts, name => Assert.Equal(JsonValueKind.Number, summary.GetProperty(name).ValueKind));
        string[] lists = ["dead_pods", "requeued_steps", "terminal_steps"];
        Assert.All(lists, name => Assert.Equal(JsonValueKind.Array, summary.GetProperty(name).ValueKind));
        Assert.Equal(
            """{"dead_pods":0,"total_orphans":0,"resubmitted":0,"terminal_failures":0}""",
            answer.Json.GetProperty("stats").GetRawText());
        Assert.Contains(
            "nothing was changed", look.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"force":"yes"}""", "force")]
    [InlineData("""{"dryrun":true}""", "dryrun")]
    public async Task A_recovery_that_is_not_right_is_refused(string body, string field)
    {
        var answer = await host.PostAsync("/admin/recovery/run", body);

        answer.AssertProblem(400, "validation_error");
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task Metrics_count_what_the_pod_did()
    {
        await host.ReadEndAsync(await host.SubmitAsync("""{"type":"echo"}"""));

        var metrics = (await host.GetAsync("/metrics/json")).Json;

        Assert.Equal(1, metrics.GetProperty("counters").GetProperty("fleetq.submission.steps").GetInt64());
        Assert.True(metrics.GetProperty("rates").GetProperty("fleetq.submission.steps").GetDouble() > 0);
        Assert.Equal(8, metrics.GetProperty("gauges").GetProperty("fleetq.dispatching.capacity").GetDouble());
        string[] quantiles = ["p50_ms", "p95_ms", "p99_ms"];
        Assert.All(quantiles, name => Assert.Equal(
            JsonValueKind.Number, metrics.GetProperty("latency").GetProperty("run").GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task The_index_is_JSON_for_programs_and_a_page_for_browsers()
    {
        var json = await host.SendAsync(HttpMethod.Get, "/", body: null, ("Accept", "application/json"));
        var page = await host.SendAsync(HttpMethod.Get, "/", body: null, ("Accept", "text/html,*/*;q=0.8"));

        Assert.Equal("FLEET-Q", json.Json.GetProperty("service").GetString());
        string[] fields = ["description", "version", "pod_id", "endpoints"];
        Assert.All(fields, name => Assert.True(json.Json.TryGetProperty(name, out _)));
        Assert.Equal("text/html", page.MediaType);
        Assert.Contains("/docs", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_of_a_plugin_inside_the_process_says_that_it_needs_a_restart()
    {
        var known = await host.PostAsync("/admin/plugins/FleetQ.Plugins.Echo/reload", "");
        var unknown = await host.PostAsync("/admin/plugins/none/reload", "");

        known.AssertProblem(409, "conflict");
        Assert.Contains("restart the pod", known.Text, StringComparison.Ordinal);
        unknown.AssertProblem(404, "not_found");
    }

    private static List<JsonNode?> TakeSchemas(JsonNode plugins)
    {
        var taken = new List<JsonNode?>();
        foreach (var type in plugins.AsArray().SelectMany(static plugin => plugin!["task_types"]!.AsArray()))
        {
            taken.Add(type!["arguments_schema"]);
            type.AsObject().Remove("arguments_schema");
        }

        return taken;
    }

    private Task LeadsAsync() => Eventually.HoldsAsync(
        "the first beat was answered",
        Eventually.Patience,
        async () => (await host.GetAsync("/health")).Json.GetProperty("is_leader").GetBoolean(),
        TestContext.Current.CancellationToken);
}
