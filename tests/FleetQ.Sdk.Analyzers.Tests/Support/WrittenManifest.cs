using System.Text.Json;
using FleetQ.Engine.Model.Schemas;
using FleetQ.Sdk.Analyzers.Manifest;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FleetQ.Sdk.Analyzers.Tests.Support;

/// <summary>What the source generator writes for the text of a plugin.</summary>
internal sealed class WrittenManifest
{
    private readonly IReadOnlyList<AttributeData> attributes;

    private WrittenManifest(IReadOnlyList<AttributeData> attributes) => this.attributes = attributes;

    public IReadOnlyList<string> TaskTypes => [.. attributes.Select(static attribute => TextOf(attribute, 0))];

    public static WrittenManifest Of(string text)
    {
        var driver = CSharpGeneratorDriver
            .Create([new ManifestGenerator().AsSourceGenerator()], parseOptions: PluginSource.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(
                PluginSource.Compile(text), out var compiled, out _, TestContext.Current.CancellationToken);

        Assert.All(driver.GetRunResult().Results, static result => Assert.Null(result.Exception));
        Assert.DoesNotContain(
            compiled.GetDiagnostics(TestContext.Current.CancellationToken),
            static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new WrittenManifest([.. compiled.Assembly.GetAttributes().Where(
            static attribute => attribute.AttributeClass!.Name == nameof(TaskTypeManifestAttribute))]);
    }

    /// <summary>The manifest of one handler that takes these arguments.</summary>
    public static WrittenManifest OfArguments(string types, string args = "Args") => Of($$"""
        {{types}}
        [StepHandler("acme.send")]
        public sealed class SendHandler : IStepHandler<{{args}}>
        {
            public Task<StepResult> HandleAsync({{args}} args, StepContext context, CancellationToken token) =>
                Task.FromResult(StepResult.Completed);
        }
        """);

    public AttributeData Of(int index) => attributes[index];

    public string SchemaText(int index = 0) => TextOf(attributes[index], 2);

    public JsonElement Schema(int index = 0) => JsonElement.Parse(SchemaText(index));

    /// <summary>What the host finds wrong with arguments.</summary>
    public IReadOnlyList<SchemaFinding> Check(string arguments) =>
        ArgumentSchema.Find(SchemaText())!.Check(JsonElement.Parse(arguments)).Faults;

    private static string TextOf(AttributeData attribute, int argument) =>
        (string)attribute.ConstructorArguments[argument].Value!;
}
