using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class DuplicateTaskTypeAnalyzerTests
{
    private const string Body = """
        : IStepHandler<JsonElement>
        {
            public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken token) =>
                Task.FromResult(StepResult.Completed);
        }
        """;

    [Fact]
    public async Task The_second_handler_of_a_task_type_is_reported()
    {
        var found = await Rule.FiresAsync<DuplicateTaskTypeAnalyzer>($$"""
            [StepHandler("acme.send")]
            public sealed class First {{Body}}

            [[|StepHandler("acme.send")|]]
            public sealed class Second {{Body}}
            """);

        Assert.Contains("'acme.send' is served by First", found[0].Told(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_that_is_another_handlers_name_is_reported()
    {
        await Rule.FiresAsync<DuplicateTaskTypeAnalyzer>($$"""
            [StepHandler("acme.send")]
            public sealed class First {{Body}}

            [[|StepHandler("acme.mail", Aliases = ["acme.send"])|]]
            public sealed class Second {{Body}}
            """);
    }

    [Fact]
    public async Task Task_types_that_differ_are_fine()
    {
        await Rule.StaysQuietAsync<DuplicateTaskTypeAnalyzer>($$"""
            [StepHandler("acme.send", Aliases = ["send"])]
            [StepHandler("acme.send.v2")]
            public sealed class First {{Body}}

            [StepHandler("ACME.SEND")]
            public sealed class Second {{Body}}
            """);
    }
}
