using FleetQ.Sdk.Analyzers.Manifest;
using FleetQ.Sdk.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FleetQ.Sdk.Analyzers.Tests.Manifest;

public sealed class ManifestGeneratorTests
{
    private const string Plugin = """
        namespace Acme;

        public sealed record SendArgs(string Number);

        [StepHandler("acme.invoice.send", Aliases = ["invoice.send", "send"])]
        [StepHandler("acme.invoice.resend")]
        public sealed class SendHandler : IStepHandler<SendArgs>
        {
            public Task<StepResult> HandleAsync(SendArgs args, StepContext context, CancellationToken token) =>
                Task.FromResult(StepResult.Completed);
        }
        """;

    [Fact]
    public void Each_task_type_has_an_entry_with_its_handler_and_its_aliases()
    {
        var manifest = WrittenManifest.Of(Plugin);

        Assert.Equal(["acme.invoice.resend", "acme.invoice.send"], manifest.TaskTypes);
        var send = manifest.Of(1).ConstructorArguments;
        Assert.Equal("Acme.SendHandler", send[1].Value);
        Assert.Equal(["invoice.send", "send"], send[3].Values.Select(static value => value.Value));
    }

    [Fact]
    public void A_handler_that_is_added_in_code_has_an_entry_where_its_task_type_is_a_constant()
    {
        var manifest = WrittenManifest.Of("""
            public sealed class SendHandler : IStepHandler<JsonElement>
            {
                public Task<StepResult> HandleAsync(JsonElement args, StepContext context, CancellationToken token) =>
                    Task.FromResult(StepResult.Completed);
            }

            public sealed class Plugin : IPlugin
            {
                public void Configure(PluginSetup setup)
                {
                    setup.AddHandler<SendHandler>(new StepHandlerAttribute("acme.send"));
                    setup.AddHandler<SendHandler>(new StepHandlerAttribute(setup.Name));
                }
            }
            """);

        Assert.Equal(["acme.send"], manifest.TaskTypes);
    }

    [Fact]
    public void A_plugin_without_handlers_gets_no_file()
    {
        Assert.Empty(WrittenManifest.Of("public sealed class Plain { }").TaskTypes);
    }

    [Fact]
    public void A_change_elsewhere_writes_nothing_anew()
    {
        var token = TestContext.Current.CancellationToken;
        var compilation = PluginSource.Compile(Plugin);
        var generator = new ManifestGenerator().AsSourceGenerator();
        var tracking = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, true);
        var driver = CSharpGeneratorDriver
            .Create([generator], parseOptions: PluginSource.ParseOptions, driverOptions: tracking)
            .RunGenerators(compilation, token);
        var other = CSharpSyntaxTree.ParseText(
            "public sealed class Other { }", PluginSource.ParseOptions, "Other.cs", cancellationToken: token);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(other), token);

        var result = driver.GetRunResult().Results.Single();
        Assert.All(
            result.TrackedSteps[ManifestGenerator.LinesStep].SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Unchanged, output.Reason));
        Assert.All(
            result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
