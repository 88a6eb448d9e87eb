using FleetQ.Plugins.Echo;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Echo;

public sealed class FailHandlerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_first_attempts_throw_the_message_that_was_asked_for(int attempt)
    {
        var args = HostJson.Read<FailArgs>("""{"times":2,"message":"Out of paper."}""");

        var failure = await Assert.ThrowsAsync<PlannedFailureException>(() => RunAsync(args, attempt));

        Assert.Equal("Out of paper.", failure.Message);
    }

    [Fact]
    public async Task The_next_attempt_completes()
    {
        var result = await RunAsync(new(2, null), attempt: 3);

        Assert.Equal("""{"attempt":3}""", HostJson.Write(result.Value));
    }

    [Fact]
    public async Task Without_arguments_the_first_attempt_fails()
    {
        await Assert.ThrowsAsync<PlannedFailureException>(() => RunAsync(new(null, null), attempt: 1));

        Assert.Equal(2, (await RunAsync(new(null, null), attempt: 2)).Value!.Attempt);
    }

    [Fact]
    public async Task A_negative_count_fails_for_good()
    {
        var result = await RunAsync(new(-1, null), attempt: 1);

        Assert.Equal(StepResultKind.Failed, result.End.Kind);
        Assert.Equal("'times' is -1; it must be zero or more.", result.End.Reason);
    }

    private static Task<StepResult<FailResult>> RunAsync(FailArgs args, int attempt) =>
        new FailHandler().HandleAsync(args, new FakeStepContext(attempt), TestContext.Current.CancellationToken);
}
