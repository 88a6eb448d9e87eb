using System.Globalization;
using System.Reflection;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>Where each rule has its section in the documentation.</summary>
internal static class RuleTexts
{
    /// <summary>The name under which the build leaves the address of the documentation.</summary>
    public const string DocsUrlKey = "FleetQ.DocsUrl";

    private static readonly string DocsUrl = FindDocsUrl();

    /// <summary>The address of a rule's section; empty where the build has none for the documentation.</summary>
    public static string LinkOf(string id) => LinkOf(DocsUrl, id);

    /// <summary>The address of a rule's section below a given one, or empty.</summary>
    public static string LinkOf(string docsUrl, string id) => docsUrl.Length == 0
        ? ""
        : $"{docsUrl.TrimEnd('/')}/plugins/analyzers.md#{id.ToLower(CultureInfo.InvariantCulture)}";

    private static string FindDocsUrl() => typeof(RuleTexts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static metadata => metadata.Key == DocsUrlKey)?.Value ?? "";
}
