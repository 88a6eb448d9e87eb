using System.Xml.Linq;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>Which project may see which: projects exist to forbid something.</summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["FleetQ.Sdk"] = [],
        ["FleetQ.Sdk.Analyzers"] = [],
        ["FleetQ.Sdk.CodeFixes"] = ["FleetQ.Sdk.Analyzers"],
        ["FleetQ.Client"] = [],
        ["FleetQ.Drivers.Snowflake"] = [],
        ["FleetQ.Engine"] = ["FleetQ.Sdk"],
        ["FleetQ.Storage"] = ["FleetQ.Engine"],
        ["FleetQ.Storage.Postgres"] = ["FleetQ.Storage"],
        ["FleetQ.Storage.Snowflake"] = ["FleetQ.Storage"],
        ["FleetQ.Storage.Sqlite"] = ["FleetQ.Storage"],
        ["FleetQ.PluginHost"] = ["FleetQ.Sdk", "FleetQ.Engine"],
        ["FleetQ.Host"] =
        [
            "FleetQ.Engine", "FleetQ.Storage", "FleetQ.Storage.Postgres", "FleetQ.Storage.Snowflake",
            "FleetQ.Storage.Sqlite", "FleetQ.PluginHost", "FleetQ.PluginProcess", "FleetQ.Sdk",
        ],
        ["FleetQ.PluginProcess"] = ["FleetQ.PluginHost", "FleetQ.Engine", "FleetQ.Sdk"],
        ["FleetQ.Cli"] =
        [
            "FleetQ.Client", "FleetQ.Engine", "FleetQ.Host", "FleetQ.PluginHost", "FleetQ.Storage",
        ],
        // The package carries the host, for a test that wants a whole one.
        ["FleetQ.Sdk.Testing"] = ["FleetQ.Client", "FleetQ.Sdk", "FleetQ.Host"],
        ["FleetQ.Templates"] = [],
        ["FleetQ.Plugins.Echo"] = ["FleetQ.Sdk"],
        ["FleetQ.Plugins.Csv"] = ["FleetQ.Sdk"],
        ["FleetQ.Plugins.Http"] = ["FleetQ.Sdk"],
    };

    private static readonly Dictionary<string, string[]> OnlyAbstractions = new(StringComparer.Ordinal)
    {
        ["FleetQ.Client"] = ["Polly.Core"],
        ["FleetQ.Engine"] = [],
        ["FleetQ.Sdk"] = ["Polly.Core"],
    };

    // What a template makes is a project of somebody else.
    private static IEnumerable<string> Projects => RepositoryFiles.All
        .Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal))
        .Where(static path => !path.Contains("/templates/", StringComparison.Ordinal));

    private static IEnumerable<string> ProductionProjects =>
        Projects.Where(static path => !path.StartsWith("tests/", StringComparison.Ordinal));

    [Fact]
    public void A_project_sees_only_what_its_layer_may_see()
    {
        var forbidden = ProductionProjects.SelectMany(ForbiddenReferences);

        Verdict.None("These project references are not in the table of allowed ones:", forbidden);
    }

    [Fact]
    public void Every_project_of_the_table_exists()
    {
        var names = ProductionProjects.Select(NameOf);

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_engine_and_the_sdk_see_abstractions_only()
    {
        Verdict.None("These packages do not belong here:", ProductionProjects.SelectMany(ForbiddenPackages));
    }

    // Also the plugins that tests load: what the solution does not name is built in another configuration than where
    // its tests look. Not every package mirror has what a driver's project names.
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = RepositoryFiles.Read("FleetQ.Plugins.sln").Replace('\\', '/');
        var absent = Projects
            .Where(static path => !path.StartsWith("host/FleetQ.Drivers.", StringComparison.Ordinal))
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));

        Verdict.None("These projects are in no solution:", absent);
    }

    private static IEnumerable<string> ForbiddenReferences(string project)
    {
        var allowed = Allowed.GetValueOrDefault(NameOf(project), []);
        return ItemsOf(project, "ProjectReference").Select(NameOf).Except(allowed, StringComparer.Ordinal)
            .Select(name => $"{project} -> {name}");
    }

    private static IEnumerable<string> ForbiddenPackages(string project) =>
        !OnlyAbstractions.TryGetValue(NameOf(project), out var extra)
            ? []
            : ItemsOf(project, "PackageReference")
                .Where(name => !IsAbstraction(name) && !extra.Contains(name, StringComparer.Ordinal))
                .Select(name => $"{project} -> {name}");

    private static bool IsAbstraction(string package) =>
        package.EndsWith("Analyzers", StringComparison.Ordinal)
        || (package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            && package.EndsWith(".Abstractions", StringComparison.Ordinal));

    private static IEnumerable<string> ItemsOf(string project, string item) =>
        XDocument.Parse(RepositoryFiles.Read(project)).Descendants(item)
            .Select(static element => element.Attribute("Include")?.Value).OfType<string>();

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
