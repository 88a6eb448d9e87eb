using FleetQ.Plugins.Echo;
using FleetQ.Sdk;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Plugins.Tests.Echo;

public sealed class SleepHandlerTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_step_sleeps_by_the_clock_of_its_context()
    {
        var step = new SleepHandler().HandleAsync(
            HostJson.Read<SleepArgs>("""{"ms":1500}"""),
            new FakeStepContext(time: time),
            TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.False(step.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("""{"slept_ms":1500}""", HostJson.Write((await step).Value));
    }

    [Fact]
    public async Task A_cancelled_step_wakes_up()
    {
        using var source = new CancellationTokenSource();
        var step = new SleepHandler().HandleAsync(new(60_000), new FakeStepContext(time: time), source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
    }

    [Theory]
    [InlineData("""{"ms":-1}""", "'ms' is -1; it must be a number from 0 to 86400000 (a day).")]
    [InlineData("""{"ms":86400001}""", "'ms' is 86400001; it must be a number from 0 to 86400000 (a day).")]
    [InlineData("{}", "'ms' is missing; it must be a number from 0 to 86400000 (a day).")]
    public async Task A_time_outside_its_range_fails_for_good(string args, string reason)
    {
        var result = await new SleepHandler().HandleAsync(
            HostJson.Read<SleepArgs>(args), new FakeStepContext(time: time), TestContext.Current.CancellationToken);

        Assert.Equal((StepResultKind.Failed, reason), (result.End.Kind, result.End.Reason));
    }
}
