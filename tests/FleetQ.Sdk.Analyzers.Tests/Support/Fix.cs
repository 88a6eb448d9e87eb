using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FleetQ.Sdk.Analyzers.Tests.Support;

/// <summary>Applies a code fix to the first thing that a rule finds in the text of a plugin.</summary>
internal static class Fix
{
    /// <summary>The fixed text; null when no fix is offered.</summary>
    public static async Task<string?> ApplyAsync<TAnalyzer, TFix>(string text, string? taskTypes = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Acme.Plugin",
            "Acme.Plugin",
            LanguageNames.CSharp,
            compilationOptions: PluginSource.CompilationOptions,
            parseOptions: PluginSource.ParseOptions,
            metadataReferences: PluginSource.References));
        workspace.AddDocument(project.Id, "Usings.cs", SourceText.From(PluginSource.Usings));
        var document = workspace.AddDocument(project.Id, "Plugin.cs", SourceText.From(text));
        var token = TestContext.Current.CancellationToken;
        var found = (await Rule.RunAsync<TAnalyzer>(text, taskTypes))[0];
        var tree = await document.GetSyntaxTreeAsync(token);
        var here = Diagnostic.Create(
            found.Descriptor, Location.Create(tree!, found.Location.SourceSpan), found.Properties);
        CodeAction? action = null;
        await new TFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, here, (offered, _) => action ??= offered, token));
        if (action is null)
        {
            return null;
        }

        var operations = await action.GetOperationsAsync(token);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id);
        return (await changed!.GetTextAsync(token)).ToString().ReplaceLineEndings("\n");
    }
}
