using FleetQ.Sdk.Testing.Tests.Handlers;

namespace FleetQ.Sdk.Testing.Tests;

public sealed class HandlerRefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_that_is_bound_to_nothing_is_refused_and_the_cure_is_named()
    {
        var harness = StepHarness.For<PlainHandler>().WithoutSetup();

        var failure = await Assert.ThrowsAsync<HandlerRefusedException>(() => harness.RunAsync(Token));

        Assert.Equal("FleetQ.Sdk.Testing.Tests", failure.Plugin);
        Assert.Contains("bears no [StepHandler", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_type_of_the_test_binds_it()
    {
        var harness = StepHarness.For<PlainHandler>().WithoutSetup().WithTaskType("plain")
            .WithArguments(new PlainArgs("nothing"));

        Assert.Equal(AttemptEnding.Completed, (await harness.RunAsync(Token)).Ending);
    }

    [Fact]
    public async Task A_class_that_is_no_handler_is_refused_as_a_host_refuses_it()
    {
        var harness = StepHarness.For<string>().WithoutSetup().WithTaskType("text");

        var failure = await Assert.ThrowsAsync<HandlerRefusedException>(() => harness.RunAsync(Token));

        Assert.Contains("implements neither IStepHandler", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_a_host_would_refuse_are_named()
    {
        var harness = StepHarness.For<PlainHandler>().WithSettings(("Copies", "11"));

        var failure = await Assert.ThrowsAsync<HandlerRefusedException>(() => harness.RunAsync(Token));

        Assert.Contains(
            "'Plugins:FleetQ.Sdk.Testing.Tests:Copies' is '11'; The field Copies must be between 1 and 10.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_nobody_registered_is_named()
    {
        var harness = StepHarness.For<InvoiceHandler>().WithoutSetup();

        var failure = await Assert.ThrowsAsync<AggregateException>(() => harness.RunAsync(Token));

        Assert.Contains(nameof(IMailbox), failure.Message, StringComparison.Ordinal);
    }
}
