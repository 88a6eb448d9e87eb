using System.Globalization;
using FleetQ.Repository.Tests.Tree;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FleetQ.Repository.Tests;

/// <summary>An event id belongs to one event for ever, and its hundred tells where the event comes from.</summary>
public sealed class EventIdTests
{
    /// <summary>The first and last id of a file. Inside the engine each stage has a hundred of its own.</summary>
    private static readonly Dictionary<string, (int First, int Last)> Ranges = new(StringComparer.Ordinal)
    {
        ["host/FleetQ.Engine/Telemetry/EventIds.cs"] = (1000, 1999),
        ["host/FleetQ.Storage/StorageEventIds.cs"] = (2000, 2099),
        ["host/FleetQ.PluginHost/PluginEventIds.cs"] = (2100, 2199),
        ["host/FleetQ.Host/HostEventIds.cs"] = (2200, 2299),
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
}
