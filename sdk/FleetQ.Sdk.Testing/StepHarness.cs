namespace FleetQ.Sdk.Testing;

/// <summary>Runs handlers as a host does, with neither a store nor a host.</summary>
/// <example><code>var harness = StepHarness.For&lt;SendHandler&gt;().WithArguments(new { to = "ada" });
/// var attempt = await harness.RunAsync();
/// Assert.Equal(AttemptEnding.Completed, attempt.Ending);</code></example>
public static class StepHarness
{
    /// <summary>A harness for a handler; it serves the first task type that the handler is bound to.</summary>
    /// <typeparam name="THandler">A class that implements one of the two handler interfaces.</typeparam>
    public static StepHarness<THandler> For<THandler>()
        where THandler : class => new(new Harness.HarnessPlan());
}
