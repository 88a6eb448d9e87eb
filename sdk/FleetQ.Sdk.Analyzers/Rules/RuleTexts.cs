using System.Globalization;

namespace FleetQ.Sdk.Analyzers.Rules;

/// <summary>Where each rule has its section in the documentation.</summary>
internal static class RuleTexts
{
    private const string Page = "https://github.com/fleetq/fleetq/blob/main/docs/plugins/analyzers.md";

    public static string LinkOf(string id) => $"{Page}#{id.ToLower(CultureInfo.InvariantCulture)}";
}
