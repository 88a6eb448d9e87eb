using System.Text.Json;
using FleetQ.Cli.Tests.Support;

namespace FleetQ.Cli.Tests;

/// <summary>The verbs that search, change and show.</summary>
public sealed class OperateVerbsTests(OneHost host)
{
    [Fact]
    public async Task Steps_are_found_by_all_filters()
    {
        await host.RunAsync(
            "submit", "echo", "--step-id", "seek-me", "--tag", "seek", "--tenant", "t", "--delay", "999");

        var found = await host.RunAsync(
            "steps", "--status", "scheduled", "--type", "echo", "--tag", "seek", "--tenant", "t", "--text", "seek-m",
            "--after", "1h", "--before", "2126-01-01T00:00:00Z", "--limit", "5", "-o", "json");
        var none = await host.RunAsync("steps", "--tag", "seek", "--before", "1h", "-o", "json");

        Assert.Equal(1, found.Json.GetProperty("count").GetInt32());
        Assert.Equal("seek-me", found.Json.GetProperty("steps")[0].GetProperty("step_id").GetString());
        Assert.Equal(0, none.Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_table_has_one_line_a_step()
    {
        await host.RunAsync("submit", "echo", "--step-id", "in-table", "--tag", "table", "--delay", "999");

        var run = await host.RunAsync("steps", "--tag", "table");

        var lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("STEP", lines[0], StringComparison.Ordinal);
        Assert.Contains("in-table", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_cancelled_and_retried()
    {
        await host.RunAsync("submit", "echo", "--step-id", "cli-cancel", "--delay", "999");

        var cancel = await host.RunAsync("cancel", "cli-cancel", "--reason", "no need");
        var twice = await host.RunAsync("cancel", "cli-cancel", "never-was");
        var retry = await host.RunAsync("retry", "cli-cancel", "-o", "json");

        Assert.Equal(0, cancel.ExitCode);
        Assert.Equal(4, twice.ExitCode);
        Assert.Contains("cancelled", twice.Err, StringComparison.Ordinal);
        Assert.Equal("cli-cancel", retry.Json[0].GetProperty("step_id").GetString());
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_run_again()
    {
        await host.RunAsync(
            "submit", "fail", """{"times":9,"message":"dead"}""", "--step-id", "cli-dead", "--retries", "0", "--wait");

        var list = await host.RunAsync("dead", "list", "--type", "fail");
        var which = await host.RunAsync("dead", "retry");
        var retry = await host.RunAsync("dead", "retry", "--type", "fail");

        Assert.Contains("cli-dead", list.Out, StringComparison.Ordinal);
        Assert.Equal(2, which.ExitCode);
        Assert.Equal(0, retry.ExitCode);
        Assert.Contains("cli-dead", retry.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_discarded_when_one_says_which()
    {
        await host.RunAsync(
            "submit", "fail", """{"times":9,"message":"dead"}""", "--step-id", "cli-gone", "--retries", "0", "--wait");

        var which = await host.RunAsync("dead", "discard");
        var twice = await host.RunAsync("dead", "discard", "cli-gone", "--all");
        var discard = await host.RunAsync("dead", "discard", "cli-gone");
        var again = await host.RunAsync("dead", "discard", "cli-gone", "-o", "json");
        var none = await host.RunAsync("dead", "discard", "--type", "nobody.has.this", "-o", "json");

        Assert.Equal((2, 2, 0), (which.ExitCode, twice.ExitCode, discard.ExitCode));
        Assert.Equal((1, 0), (again.ExitCode, none.ExitCode));
        Assert.Contains("1 dead letters are gone", discard.Out, StringComparison.Ordinal);
        Assert.Contains("no dead letters", again.ErrorJson.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, none.Json.GetProperty("discarded").GetInt32());
        Assert.Equal(4, (await host.RunAsync("status", "cli-gone")).ExitCode);
    }

    [Fact]
    public async Task Pods_are_listed_with_what_they_serve()
    {
        var table = await host.RunAsync("pods");
        var json = await host.RunAsync("pods", "-o", "json");

        Assert.Contains("pod-1", table.Out, StringComparison.Ordinal);
        Assert.Contains("echo", table.Out, StringComparison.Ordinal);
        Assert.True(json.Json.GetProperty("pods")[0].GetProperty("is_leader").GetBoolean());
    }

    [Fact]
    public async Task Top_shows_one_look_where_nobody_watches()
    {
        var run = await host.RunAsync("top");
        var json = await host.RunAsync("top", "--once", "-o", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("PENDING", run.Out, StringComparison.Ordinal);
        Assert.Contains("pod-1", run.Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Number, json.Json.GetProperty("queue").GetProperty("pending").ValueKind);
    }

    [Fact]
    public async Task Plugins_are_listed_by_pod()
    {
        var run = await host.RunAsync("plugin", "list");

        Assert.Equal("", run.Err);
        Assert.Matches("pod-1 +FleetQ.Plugins.Echo .* loaded", run.Out);
    }

    [Fact]
    public async Task Bench_tells_rates_and_latencies()
    {
        var run = await host.RunAsync("bench", "--steps", "200", "--callers", "4", "-o", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(200, run.Json.GetProperty("steps").GetInt32());
        Assert.True(run.Json.GetProperty("completed_per_second").GetDouble() > 1);
        Assert.True(run.Json.GetProperty("submit").GetProperty("p50_ms").GetDouble() > 0);
    }

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "compdef")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task A_shell_gets_its_completion(string shell, string words)
    {
        var run = await host.RunAsync("completion", shell);

        Assert.Contains(words, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_and_options_are_completed()
    {
        var verbs = await host.RunAsync("[suggest:8]", "fleetq s");
        var options = await host.RunAsync("[suggest:15]", "fleetq steps --");

        var found = verbs.Out.Split('\n');
        Assert.Superset(new HashSet<string> { "status", "steps", "submit" }, found.ToHashSet());
        Assert.DoesNotContain("top", found);
        Assert.Contains("--tenant", options.Out, StringComparison.Ordinal);
    }
}
