using FleetQ.Sdk.Testing;

namespace HelloNamespace.Tests;

public sealed class HelloTypeHandlerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_greets_by_name()
    {
        var harness = StepHarness.For<HelloTypeHandler>().WithArguments(new { name = "Ada" });

        var attempt = await harness.RunAsync(Token);

        Assert.Equal(new HelloTypeResult("Good day, Ada."), attempt.ResultAs<HelloTypeResult>());
        Assert.Equal(TimeSpan.FromSeconds(1), attempt.Elapsed);
    }

    [Fact]
    public async Task A_host_runs_it()
    {
        await using var host = await FleetHost.StartAsync(options => options.AddHandler<HelloTypeHandler>(), Token);

        var step = await host.RunAsync("hello-task-type", new { name = "Ada" }, Token);

        Assert.Equal("completed", step.Status);
    }
}
