using System.Text;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>Bodies at the limits: what is odd but right is kept to the byte, and one more is refused.</summary>
public sealed class BodyTests : IAsyncLifetime
{
    private const int StepBytesMax = 1_048_576;

    private HostUnderTest host = new();

    public static TheoryData<string, string> OddArguments => new()
    {
        { "what jsonb would spell out", $$"""{"n":[{{string.Join(',', Enumerable.Repeat("1e131071", 1_000))}}]}""" },
        { "a huge exponent", """{"n":1e999999999}""" },
        { "64 digits", $$"""{"n":{{new string('9', 64)}}}""" },
        { "depth 32", $$"""{"a":{{new string('[', 30)}}{{new string(']', 30)}}}""" },
        { "letters of every width", """{"é":"😀漢\ud83d\ude00\u0001\u2028\uffff"}""" },
        { "white space", "{ \"a\" :\r\n\t1 }" },
        { "names that code knows", """{"__proto__":1,"constructor":{"prototype":1},"$type":"x","$ref":"#"}""" },
        { "100,000 values", $$"""{"a":[{{string.Join(',', Enumerable.Repeat("1", 100_000))}}]}""" },
        { "SQL", """{"a":"'; drop table step_tracker; --","b":"\\' or 1=1"}""" },
        { "a script", """{"a":"</script><script>alert(1)</script>"}""" },
    };

    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [MemberData(nameof(OddArguments))]
    public async Task Odd_but_right_arguments_come_back_to_the_byte(string name, string args)
    {
        Assert.NotEmpty(name);

        var stepId = await host.SubmitAsync($$"""{"type":"edge.none","args":{{args}}}""");
        var step = await host.GetAsync($"/status/{stepId}");

        Assert.Contains($"\"args\":{args}", step.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        var answer = await host.PostAsync("/submit", "\ufeff{\"type\":\"edge.none\"}");

        Assert.Equal(201, answer.Status);
    }

    [Fact]
    public async Task A_step_of_one_mebibyte_is_taken_and_one_byte_more_is_not()
    {
        const string Frame = """{"type":"edge.none","args":{"a":""},"metadata":{}}""";
        var room = StepBytesMax - Frame.Length;

        var full = await host.PostAsync("/submit", BodyOf(room));
        var over = await host.PostAsync("/submit", BodyOf(room + 1));

        Assert.Equal(201, full.Status);
        over.AssertProblem(413, "validation_error");
        Assert.Equal("Step payload too large: 1048577 bytes (max: 1048576)", over.Detail);
        Assert.Equal(1, await host.CountStepsAsync());
    }

    [Fact]
    public async Task A_step_too_large_in_a_batch_refuses_the_batch_and_names_it()
    {
        var answer = await host.PostAsync(
            "/submit/batch", $$"""{"steps":[{"type":"edge.none"},{{BodyOf(StepBytesMax)}}]}""");

        answer.AssertProblem(413, "validation_error");
        Assert.StartsWith("steps[1]: ", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("type")]
    public async Task A_field_that_stands_a_hundred_thousand_times_is_refused_in_few_words(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var fields = string.Join(',', Enumerable.Repeat($"\"{name}\":1", 1_900_000 / (name.Length + 5)));

        var answer = await host.PostAsync("/submit", $"{{{fields}}}");

        answer.AssertProblem(400, "validation_error");
        Assert.InRange(answer.Text.Length, 1, 10_000);
    }

    [Fact]
    public async Task Errors_without_number_are_told_up_to_a_limit()
    {
        var fields = string.Join(',', Enumerable.Range(0, 150_000).Select(static i => $"\"x{i}\":1"));

        var answer = await host.PostAsync("/submit", $"{{{fields}}}");

        answer.AssertProblem(400, "validation_error");
        Assert.InRange(answer.Fields.Count, 100, 1_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.Text), 1, 200_000);
    }

    private static string BodyOf(int letters) =>
        "{\"type\":\"edge.none\",\"args\":{\"a\":\"" + new string('x', letters) + "\"}}";
}
