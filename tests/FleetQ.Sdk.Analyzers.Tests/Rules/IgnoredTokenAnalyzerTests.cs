using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class IgnoredTokenAnalyzerTests
{
    [Fact]
    public async Task A_token_that_is_never_used_by_a_handler_that_waits_is_reported()
    {
        await Rule.FiresAsync<IgnoredTokenAnalyzer>(HandlerText.Of(
            "await Task.Delay(1);", token: "[|cancellationToken|]"));
    }

    [Theory]
    [InlineData("await Task.Delay(1, cancellationToken);")]
    [InlineData("await Task.Yield(); cancellationToken.ThrowIfCancellationRequested();")]
    [InlineData("Func<Task> wait = () => Task.Delay(1, cancellationToken); await wait();")]
    public async Task A_token_that_is_used_is_fine(string body)
    {
        await Rule.StaysQuietAsync<IgnoredTokenAnalyzer>(HandlerText.Of(body));
    }

    [Fact]
    public async Task A_handler_that_never_waits_needs_no_token()
    {
        await Rule.StaysQuietAsync<IgnoredTokenAnalyzer>("""
            [StepHandler("acme.send")]
            public sealed class SendHandler : IStepHandler<JsonElement>
            {
                public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken token) =>
                    Task.FromResult(StepResult.Completed);
            }
            """);
    }
}
