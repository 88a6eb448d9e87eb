using FleetQ.Cli.Tests.Support;

namespace FleetQ.Cli.Tests;

/// <summary>fleetq submit and status.</summary>
public sealed class SubmitVerbTests(OneHost host)
{
    [Fact]
    public async Task A_submit_prints_the_id_alone_so_that_a_shell_can_use_it()
    {
        var run = await host.RunAsync("submit", "echo", """{"a":1}""", "--step-id", "cli-id");

        Assert.Equal((0, "cli-id\n", ""), (run.ExitCode, run.Out, run.Err));
    }

    [Fact]
    public async Task A_submit_that_waits_prints_the_result()
    {
        var run = await host.RunAsync("submit", "echo", """{"hello":"Zoë"}""", "--wait");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("""{"hello":"Zoë"}""", run.Out, StringComparison.Ordinal);
        Assert.Contains("completed", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public async Task A_submit_that_waits_gives_a_program_the_whole_step()
    {
        var run = await host.RunAsync(
            "submit", "echo", """{"n":7}""", "--wait", "-o", "json", "--tag", "x", "--tag", "y");

        Assert.Equal("completed", run.Json.GetProperty("status").GetString());
        Assert.Equal(7, run.Json.GetProperty("result").GetProperty("n").GetInt32());
        Assert.EndsWith("Z", run.Json.GetProperty("created_ts").GetString(), StringComparison.Ordinal);
        Assert.Equal(["x", "y"], run.Json.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()));
        Assert.Equal("completed", run.Json.GetProperty("attempts")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task All_that_can_be_said_of_a_step_reaches_it()
    {
        await host.RunAsync(
            "submit", "echo", "--step-id", "cli-all", "--priority", "-3", "--delay", "3600", "--tenant", "north",
            "--retries", "9", "--metadata", """{"by":"cli"}""");

        var step = (await host.RunAsync("status", "cli-all", "-o", "json")).Json;

        Assert.Equal("scheduled", step.GetProperty("status").GetString());
        Assert.Equal(-3, step.GetProperty("priority").GetInt32());
        Assert.Equal("north", step.GetProperty("tenant").GetString());
        Assert.Equal(9, step.GetProperty("max_retries").GetInt32());
        Assert.Equal("cli", step.GetProperty("metadata").GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_step_that_fails_gives_exit_code_5_and_its_error()
    {
        var run = await host.RunAsync(
            "submit", "fail", """{"times":9,"message":"oh no"}""", "--retries", "0", "--wait");

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("oh no", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_over_first_gives_exit_code_6()
    {
        var run = await host.RunAsync(
            "submit", "echo", "--delay", "3600", "--wait", "--wait-limit", "0.2", "-o", "json");

        Assert.Equal(6, run.ExitCode);
        Assert.Equal("scheduled", run.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Arguments_are_read_from_the_input()
    {
        var run = await host.RunWithInputAsync("""{"from":"input"}""", "submit", "echo", "-", "--wait");

        Assert.Contains("""{"from":"input"}""", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_steps_is_submitted_and_waited_for()
    {
        var lines = Enumerable.Range(0, 30)
            .Select(static number => $$"""{"type":"echo","args":{"n":{{number}}},"step_id":"line-{{number}}"}""")
            .Append("""{"type":"fail","args":{"times":9,"message":"bad line"},"max_retries":0,"step_id":"line-bad"}""");

        var run = await host.RunWithInputAsync(string.Join('\n', lines), "submit", "--file", "-", "--wait");
        var again = await host.RunWithInputAsync(string.Join('\n', lines), "submit", "--file", "-", "-o", "json");

        Assert.Equal(5, run.ExitCode);
        Assert.Matches("completed +30", run.Out);
        Assert.Contains("line-bad", run.Out, StringComparison.Ordinal);
        Assert.Equal(31, again.Json.GetProperty("deduplicated").GetInt32());
    }

    [Fact]
    public async Task A_line_that_is_no_step_is_named()
    {
        var run = await host.RunWithInputAsync("""{"type":"echo","argz":{}}""", "submit", "--file", "-");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Line 1", run.Err, StringComparison.Ordinal);
        Assert.Contains("argz", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("submit", "echo", "{not json}")]
    [InlineData("submit", "echo", "[1]")]
    [InlineData("submit", "echo", "--priority", "high")]
    [InlineData("submit", "echo", "--file", "-")]
    [InlineData("submit", "--file", "-", "--tenant", "x")]
    [InlineData("nonsense")]
    [InlineData("steps", "--status", "asleep")]
    [InlineData("steps", "--after", "yesterdayish")]
    [InlineData("pods", "-o", "yaml")]
    [InlineData("pods", "--url", "nowhere")]
    public async Task A_command_that_is_written_wrongly_gives_exit_code_2(params string[] args)
    {
        var run = await host.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Err);
    }

    [Fact]
    public async Task A_refused_submit_gives_exit_code_1_and_a_program_the_fields()
    {
        var run = await host.RunAsync("submit", "echo", "--retries", "500", "-o", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("validation_error", run.ErrorJson.GetProperty("error_type").GetString());
        Assert.Equal(400, run.ErrorJson.GetProperty("status").GetInt32());
        Assert.True(run.ErrorJson.GetProperty("errors").TryGetProperty("max_retries", out _));
    }

    [Fact]
    public async Task A_step_that_is_not_there_gives_exit_code_4()
    {
        var run = await host.RunAsync("status", "never-was");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("never-was", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_pod_gives_exit_code_3_and_the_address()
    {
        var run = await CliProcess.RunAsync(["pods", "--url", "http://127.0.0.1:9"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("http://127.0.0.1:9", run.Err, StringComparison.Ordinal);
    }
}
