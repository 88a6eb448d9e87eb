using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;
using FleetQ.Sdk.CodeFixes;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class RenamedTaskTypeAnalyzerTests
{
    private const string Body = """
        : IStepHandler<JsonElement>
        {
            public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken token) =>
                Task.FromResult(StepResult.Completed);
        }
        """;

    [Fact]
    public async Task A_listed_name_that_is_lost_is_reported_at_the_only_new_one()
    {
        var found = await Rule.FiresAsync<RenamedTaskTypeAnalyzer>(
            $$"""
            [StepHandler("acme.pay")] public sealed class PayHandler {{Body}}
            [[|StepHandler("acme.invoice.send")|]] public sealed class SendHandler {{Body}}
            """,
            "# released\nacme.pay\ninvoice.send # 1.0\n");

        Assert.Contains("'invoice.send' stands in TaskTypes.txt", found[0].Told(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listed_name_without_one_successor_is_reported_in_the_list()
    {
        var found = await Rule.RunAsync<RenamedTaskTypeAnalyzer>(
            $$"""[StepHandler("acme.pay")] public sealed class PayHandler {{Body}}""", "acme.pay\ninvoice.send\n");

        var place = Assert.Single(found).Location.GetLineSpan();
        Assert.Equal(("/plugin/TaskTypes.txt", 1), (place.Path, place.StartLinePosition.Line));
    }

    [Theory]
    [InlineData("invoice.send")]
    [InlineData("acme.invoice.send")]
    [InlineData("acme.bound")]
    [InlineData("# nothing was released\n\n")]
    public async Task A_listed_name_that_is_served_is_fine(string listed)
    {
        await Rule.StaysQuietAsync<RenamedTaskTypeAnalyzer>(
            $$"""
            [StepHandler("acme.invoice.send", Aliases = ["invoice.send"])] public sealed class SendHandler {{Body}}
            public sealed class Plugin : IPlugin
            {
                public void Configure(PluginSetup setup) =>
                    setup.AddHandler<SendHandler>(new StepHandlerAttribute("acme.bound"));
            }
            """,
            listed);
    }

    [Theory]
    [InlineData("", ", Aliases = [\"invoice.send\"]")]
    [InlineData(", MaxRetries = 1", ", MaxRetries = 1, Aliases = [\"invoice.send\"]")]
    [InlineData(", Aliases = [\"old\"]", ", Aliases = [\"old\", \"invoice.send\"]")]
    [InlineData(", Aliases = new[] { \"old\" }", ", Aliases = new[] { \"old\", \"invoice.send\" }")]
    public async Task The_fix_keeps_the_old_name_as_an_alias(string before, string after)
    {
        var mended = await Fix.ApplyAsync<RenamedTaskTypeAnalyzer, AddAliasFix>(TextWith(before), "invoice.send");

        Assert.Equal(TextWith(after), mended);
    }

    private static string TextWith(string more) => $$"""
        [StepHandler("acme.invoice.send"{{more}})]
        public sealed class SendHandler {{Body}}
        """;
}
