using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FleetQ.Sdk.Analyzers.Tests.Support;

/// <summary>The text of a plugin in which [| and |] mark where a rule should fire.</summary>
internal sealed class PluginSource
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using FleetQ.Sdk;
        """;

    private PluginSource(string text, ImmutableArray<TextSpan> marks)
    {
        Text = text;
        Marks = marks;
    }

    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.Preview, DocumentationMode.Parse);

    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilationOptions CompilationOptions { get; } = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    public string Text { get; }

    public ImmutableArray<TextSpan> Marks { get; }

    public static PluginSource Of(string marked)
    {
        var marks = ImmutableArray.CreateBuilder<TextSpan>();
        var text = marked;
        for (var start = text.IndexOf("[|", StringComparison.Ordinal); start >= 0;
            start = text.IndexOf("[|", StringComparison.Ordinal))
        {
            text = text.Remove(start, 2);
            var end = text.IndexOf("|]", StringComparison.Ordinal);
            text = text.Remove(end, 2);
            marks.Add(TextSpan.FromBounds(start, end));
        }

        return new PluginSource(text, marks.ToImmutable());
    }

    /// <summary>Compiles a plugin, which must have no errors.</summary>
    public static CSharpCompilation Compile(string text)
    {
        var compilation = CSharpCompilation.Create(
            "Acme.Plugin",
            [
                CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs"),
                CSharpSyntaxTree.ParseText(text, ParseOptions, "Plugin.cs"),
            ],
            References,
            CompilationOptions);
        Assert.DoesNotContain(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return compilation;
    }
}
