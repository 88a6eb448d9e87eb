using System.Text.Json;
using FleetQ.Host.Logging;
using FleetQ.Host.Settings;
using FleetQ.Host.Tests.Support;
using Microsoft.Extensions.Logging;
using NLog.Targets;

namespace FleetQ.Host.Tests.Logging;

public sealed partial class LogLineTests
{
    [Fact]
    public async Task A_JSON_line_has_the_fields_of_every_line_and_the_event_s_own()
    {
        var lines = await WriteAsync(LogFormat.Json, LogLevelWord.Info, static logger =>
            LogStepTransition(logger, "step_1", "echo", 2, 1.23456, ["a", "b"]));

        var line = JsonSerializer.Deserialize<JsonElement>(Assert.Single(lines));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line.GetProperty("timestamp").GetString());
        Assert.Equal("WARNING", line.GetProperty("level").GetString());
        Assert.Equal("step_transition", line.GetProperty("event").GetString());
        Assert.Equal("pod-1", line.GetProperty("pod_id").GetString());
        Assert.Equal("step_1", line.GetProperty("step_id").GetString());
        Assert.Equal("echo", line.GetProperty("task_type").GetString());
        Assert.Equal(2, line.GetProperty("attempt").GetInt32());
        Assert.Equal(1.235, line.GetProperty("duration_ms").GetDouble());
        Assert.Equal("""["a","b"]""", line.GetProperty("dead_pods").GetRawText());
        Assert.False(line.TryGetProperty("event_id", out _));
    }

    [Fact]
    public async Task What_a_scope_says_of_a_step_is_in_its_lines()
    {
        var lines = await WriteAsync(LogFormat.Json, LogLevelWord.Info, static logger =>
        {
            using (logger.BeginScope(new Dictionary<string, object?> { ["step_id"] = "step_7", ["attempt"] = 3 }))
            {
                logger.LogInformation("Inside.");
            }
        });

        var line = JsonSerializer.Deserialize<JsonElement>(Assert.Single(lines));
        Assert.Equal("step_7", line.GetProperty("step_id").GetString());
        Assert.Equal(3, line.GetProperty("attempt").GetInt32());
        Assert.Equal("Inside.", line.GetProperty("event").GetString());
    }

    [Fact]
    public async Task A_text_from_outside_cannot_make_a_line_of_its_own()
    {
        const string Attack = "x\r\n{\"level\":\"CRITICAL\"}\u001b[31m";

        var json = await WriteAsync(LogFormat.Json, LogLevelWord.Info, static logger =>
            logger.LogInformation("Got {Text}", Attack));
        var text = await WriteAsync(LogFormat.Text, LogLevelWord.Info, static logger =>
            logger.LogInformation("Got {Text}", Attack));

        Assert.Equal(
            Attack, JsonSerializer.Deserialize<JsonElement>(Assert.Single(json)).GetProperty("text").GetString());
        Assert.DoesNotContain('\n', Assert.Single(json));
        Assert.DoesNotContain(Assert.Single(text), char.IsControl);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Console")]
    public async Task An_exception_from_outside_cannot_make_a_line_that_looks_like_the_log_s_own(string format)
    {
        var attack = new InvalidOperationException("x\r\n2026-11-23T00:00:00Z CRITICAL all is lost\u001b[31m");

        var lines = await WriteAsync(Enum.Parse<LogFormat>(format), LogLevelWord.Info, logger =>
            logger.LogError(attack, "It failed."));

        var rest = string.Join('\n', lines).Split('\n')[1..];
        Assert.Contains(rest, static line => line.Contains("all is lost", StringComparison.Ordinal));
        Assert.All(rest, static line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
        Assert.All(rest, static line => Assert.DoesNotContain(line.TrimEnd('\r'), char.IsControl));
    }

    [Theory]
    [InlineData("Json")]
    [InlineData("Text")]
    [InlineData("Console")]
    public async Task A_text_from_outside_cannot_turn_the_order_of_letters(string format)
    {
        const string Attack = "step \u202Eder\u2066 \u200Fx\u2028y\u2029z";

        var lines = await WriteAsync(Enum.Parse<LogFormat>(format), LogLevelWord.Info, static logger =>
        {
            logger.LogInformation("Got {Text}", Attack);
            LogStepTransition(logger, Attack, Attack, 1, 1, [Attack]);
        });

        Assert.Equal(2, lines.Count);
        Assert.All(lines, static line => Assert.DoesNotContain(
            line, static c => c is '\u202E' or '\u2066' or '\u200F' or '\u2028' or '\u2029'));
    }

    [Fact]
    public async Task A_field_is_cut_at_its_limit()
    {
        var lines = await WriteAsync(LogFormat.Json, LogLevelWord.Info, static logger =>
            logger.LogInformation("Got {Text}", new string('x', 100_000)));

        Assert.InRange(Assert.Single(lines).Length, 1, 3 * LogFields.TextLengthMax);
    }

    [Theory]
    [InlineData("Debug", 4)]
    [InlineData("Info", 3)]
    [InlineData("Warning", 2)]
    [InlineData("Critical", 0)]
    public async Task The_level_chooses_the_lines(string level, int expected)
    {
        var lines = await WriteAsync(LogFormat.Text, Enum.Parse<LogLevelWord>(level), static logger =>
        {
            logger.LogDebug("1");
            logger.LogInformation("2");
            logger.LogWarning("3");
            logger.LogError("4");
        });

        Assert.Equal(expected, lines.Count);
    }

    [Fact]
    public async Task A_host_logs_transitions_and_leaders_but_no_arguments_and_no_results()
    {
        using var target = new MemoryTarget("memory");
        await using var output = LogOutputs.Open(target, LogFormat.Json, LogLevelWord.Debug);
        await using (var host = new HostUnderTest())
        {
            await host.RunAsync([], output.Loggers);
            var stepId = await host.SubmitAsync("""{"type":"echo","args":{"card":"4111-1111"}}""");
            await host.ReadEndAsync(stepId);
        }

        await output.DisposeAsync();
        var lines = target.Logs.Select(static line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.All(lines, static line => Assert.All(
            ["timestamp", "level", "event", "pod_id"], name => Assert.True(line.TryGetProperty(name, out _))));
        Assert.Contains(lines, static line => line.TryGetProperty("to_status", out var status)
            && status.GetString() == "completed" && line.TryGetProperty("step_id", out _));
        Assert.Contains(lines, static line => line.GetProperty("event").GetString() == "host_listens");
        Assert.DoesNotContain(target.Logs, static line => line.Contains("4111", StringComparison.Ordinal));
    }

    [LoggerMessage(1, LogLevel.Warning, "Step {StepId} of {TaskType}: {Attempt}, {DurationMs} ms, {DeadPods}.")]
    private static partial void LogStepTransition(
        ILogger logger, string stepId, string taskType, int attempt, double durationMs, string[] deadPods);

    private static async Task<IReadOnlyList<string>> WriteAsync(
        LogFormat format, LogLevelWord level, Action<ILogger> write)
    {
        using var target = new MemoryTarget("memory");
        var output = LogOutputs.Open(target, format, level);
        write(output.Loggers.CreateLogger("FleetQ.Test"));
        await output.DisposeAsync();
        return [.. target.Logs];
    }
}
