using System.Globalization;
using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>An event id belongs to one event for ever, and its hundred tells where the event comes from.</summary>
public sealed partial class EventIdTests
{
    private const string EngineIds = "host/FleetQ.Engine/Telemetry/EventIds.cs";

    /// <summary>The first and last id of a file. Inside the engine each stage has a hundred of its own.</summary>
    private static readonly Dictionary<string, (int First, int Last)> Ranges = new(StringComparer.Ordinal)
    {
        [EngineIds] = (1000, 1999),
        ["host/FleetQ.Storage/StorageEventIds.cs"] = (2000, 2099),
        ["host/FleetQ.PluginHost/PluginEventIds.cs"] = (2100, 2149),
        ["host/FleetQ.PluginHost/Isolation/IsolationEventIds.cs"] = (2150, 2179),
        ["host/FleetQ.PluginHost/Quarantine/QuarantineEventIds.cs"] = (2180, 2199),
        ["host/FleetQ.Host/HostEventIds.cs"] = (2200, 2299),
    };

    private static readonly Dictionary<string, int> Hundreds = new(StringComparer.Ordinal)
    {
        ["Submission"] = 11,
        ["Claiming"] = 12,
        ["Dispatching"] = 13,
        ["Completion"] = 14,
        ["Recovery"] = 15,
        ["Leadership"] = 16,
        ["Membership"] = 17,
        ["Reading"] = 18,
        ["Operating"] = 19,
    };

    private static IReadOnlyList<(string Path, string Name, int Id)> Events { get; } =
    [
        .. from file in CSharpFile.Production
           where file.Path.EndsWith("EventIds.cs", StringComparison.Ordinal)
           from field in file.Syntax.DescendantNodes().OfType<FieldDeclarationSyntax>()
           from variable in field.Declaration.Variables
           select (file.Path, variable.Identifier.Text, ValueOf(variable)),
    ];

    [Fact]
    public void Every_id_is_given_once()
    {
        Verdict.None("Given twice:", Events.GroupBy(static entry => entry.Id).Where(static group => group.Count() > 1)
            .Select(static group => $"{group.Key}: {string.Join(", ", group.Select(static entry => entry.Name))}"));
    }

    [Fact]
    public void Every_id_is_in_the_range_of_its_project()
    {
        Verdict.None("Outside their range:", Events
            .Where(static entry => !IsInRange(entry.Path, entry.Id))
            .Select(static entry => $"{entry.Path}: {entry.Name} = {entry.Id}"));
    }

    [Fact]
    public void Every_log_method_takes_its_id_from_the_list()
    {
        Verdict.None("An id stands in *EventIds.cs, not beside its event:",
            from file in CSharpFile.Production
            from attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
            where attribute.Name.ToString() == "LoggerMessage" && !NamesAnId(attribute)
            select file.PlaceOf(attribute));
    }

    [Fact]
    public void Every_event_of_the_engine_is_in_the_hundred_of_its_stage()
    {
        Verdict.None("In another stage's hundred:",
            from file in CSharpFile.Production
            where file.Path.StartsWith("host/FleetQ.Engine/", StringComparison.Ordinal)
            from name in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            where name.Expression.ToString() == "EventIds"
            let entry = Events.Single(entry => entry.Path == EngineIds && entry.Name == name.Name.ToString())
            where !Hundreds.TryGetValue(file.Path.Split('/')[2], out var hundred) || entry.Id / 100 != hundred
            select $"{file.PlaceOf(name)}: {entry.Name} = {entry.Id}");
    }

    [Fact]
    public void Every_event_in_the_docs_has_its_number()
    {
        Verdict.None("No such event:",
            from page in MarkdownFile.All
            from match in NumberAndName().Matches(page.Text)
            let name = match.Groups["name"].Value
            let id = int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture)
            where !Events.Any(entry => entry.Name == name && entry.Id == id)
            select $"{page.Path}: {match.Value}");
    }

    private static bool IsInRange(string path, int id) =>
        Ranges.TryGetValue(path, out var range) && id >= range.First && id <= range.Last;

    private static bool NamesAnId(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(static argument =>
            argument.Expression.ToString().Contains("EventIds.", StringComparison.Ordinal)) ?? false;

    private static int ValueOf(VariableDeclaratorSyntax variable)
    {
        var digits = variable.Initializer!.Value.ToString().Replace("_", "", StringComparison.Ordinal);
        return int.Parse(digits, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\b(?<id>\d{4}) \((?<name>[A-Z]\w+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberAndName();
}
