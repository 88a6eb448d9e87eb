using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;
using FleetQ.Sdk.CodeFixes;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class UnboundHandlerAnalyzerTests
{
    private const string Body = """
        : IStepHandler<JsonElement>
        {
            public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken token) =>
                Task.FromResult(StepResult.Completed);
        }
        """;

    [Fact]
    public async Task A_handler_without_a_task_type_is_reported()
    {
        await Rule.FiresAsync<UnboundHandlerAnalyzer>($"public sealed class [|SendHandler|] {Body}");
    }

    [Theory]
    [InlineData("[StepHandler(\"acme.send\")] public sealed class SendHandler ", "")]
    [InlineData("public abstract class SendHandler ", "")]
    [InlineData(
        "public sealed class SendHandler ",
        """
        public sealed class Plugin : IPlugin
        {
            public void Configure(PluginSetup setup) =>
                setup.AddHandler<SendHandler>(new StepHandlerAttribute("acme.send"));
        }
        """)]
    public async Task A_handler_that_is_bound_or_cannot_be_is_fine(string declaration, string others)
    {
        await Rule.StaysQuietAsync<UnboundHandlerAnalyzer>($"{declaration}{Body}{others}");
    }

    [Fact]
    public async Task The_fix_names_the_task_type_after_the_class()
    {
        var mended = await Fix.ApplyAsync<UnboundHandlerAnalyzer, BindHandlerFix>($$"""
            /// <summary>Sends.</summary>
            public sealed class SendPDFInvoiceHandler {{Body}}
            """);

        Assert.Equal(
            $$"""
            /// <summary>Sends.</summary>
            [StepHandler("send-pdf-invoice")]
            public sealed class SendPDFInvoiceHandler {{Body}}
            """,
            mended);
    }
}
