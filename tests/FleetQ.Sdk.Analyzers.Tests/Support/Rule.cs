using System.Collections.Immutable;
using System.Globalization;
using FleetQ.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FleetQ.Sdk.Analyzers.Tests.Support;

/// <summary>Runs one rule on the text of a plugin.</summary>
internal static class Rule
{
    /// <summary>The rule fires at each mark, and nowhere else.</summary>
    /// <returns>What it said, in the order of places.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> FiresAsync<TAnalyzer>(string marked, string? taskTypes = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var source = PluginSource.Of(marked);
        var found = await RunAsync<TAnalyzer>(source.Text, taskTypes);

        Assert.NotEmpty(source.Marks);
        Assert.Equal(source.Marks, found.Select(static diagnostic => diagnostic.Location.SourceSpan));
        Assert.All(
            found,
            static diagnostic => Assert.Equal(RuleTexts.LinkOf(diagnostic.Id), diagnostic.Descriptor.HelpLinkUri));
        return found;
    }

    public static string Told(this Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    public static async Task StaysQuietAsync<TAnalyzer>(string text, string? taskTypes = null)
        where TAnalyzer : DiagnosticAnalyzer, new() => Assert.Empty(await RunAsync<TAnalyzer>(text, taskTypes));

    public static async Task<ImmutableArray<Diagnostic>> RunAsync<TAnalyzer>(string text, string? taskTypes)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        ImmutableArray<AdditionalText> files =
            taskTypes is null ? [] : [new AdditionalFile("/plugin/TaskTypes.txt", taskTypes)];
        var found = await PluginSource.Compile(text)
            .WithAnalyzers([new TAnalyzer()], new AnalyzerOptions(files))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, static diagnostic => diagnostic.Id == "AD0001");
        return [.. found.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
