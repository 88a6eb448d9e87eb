using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using FleetQ.Kit.Tests.Support;

namespace FleetQ.Kit.Tests;

/// <summary>What authors get: all that they need, and nothing of ours besides.</summary>
public sealed class PackageTests
{
    [Fact]
    public void The_sdk_holds_its_library_and_what_makes_a_project_a_plugin()
    {
        using var package = Packages.Open("FleetQ.Sdk");

        Assert.Equal(
            [
                "FleetQ.Sdk.nuspec",
                "README.md",
                "analyzers/dotnet/cs/FleetQ.Sdk.Analyzers.dll",
                "analyzers/dotnet/cs/FleetQ.Sdk.CodeFixes.dll",
                "buildTransitive/FleetQ.Sdk.props",
                "buildTransitive/FleetQ.Sdk.targets",
                "lib/net10.0/FleetQ.Sdk.dll",
                "lib/net10.0/FleetQ.Sdk.xml",
            ],
            package.Files);
    }

    [Fact]
    public void The_sdk_depends_on_the_abstractions_of_its_public_api_and_on_nothing_else()
    {
        using var package = Packages.Open("FleetQ.Sdk");

        Assert.Equal(
            [
                "Microsoft.Extensions.Configuration.Abstractions",
                "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
            ],
            package.Dependencies);
    }

    [Fact]
    public void The_contract_that_plugins_are_marked_with_is_the_one_that_the_sdk_offers()
    {
        using var package = Packages.Open("FleetQ.Sdk");

        var props = Encoding.UTF8.GetString(package.Read("buildTransitive/FleetQ.Sdk.props"));
        var offered = MetadataOf(package.Read("lib/net10.0/FleetQ.Sdk.dll"), "FleetQ.Contract");

        Assert.Matches(@"^1\.\d+$", offered);
        Assert.Contains($"<FleetQContract>{offered}</FleetQContract>", props, StringComparison.Ordinal);
    }

    [Fact]
    public void The_test_kit_carries_the_host_and_shows_only_itself()
    {
        using var package = Packages.Open("FleetQ.Sdk.Testing");

        var seen = package.Files.Where(static file => file.StartsWith("ref/", StringComparison.Ordinal));
        var carried = package.Files.Where(static file => file.StartsWith("lib/", StringComparison.Ordinal)).ToList();

        Assert.Equal(["ref/net10.0/FleetQ.Sdk.Testing.dll", "ref/net10.0/FleetQ.Sdk.Testing.xml"], seen);
        Assert.Contains("lib/net10.0/FleetQ.Host.dll", carried);
        Assert.Contains("lib/net10.0/FleetQ.Engine.dll", carried);
        Assert.DoesNotContain("lib/net10.0/FleetQ.Sdk.dll", carried);
        Assert.Contains("FleetQ.Sdk", package.Dependencies);
    }

    [Fact]
    public void The_template_refers_to_packages_of_its_own_version()
    {
        using var package = Packages.Open("FleetQ.Templates");

        var template = Encoding.UTF8.GetString(package.Read("templates/fleetq-plugin/.template.config/template.json"));

        Assert.Contains($"\"defaultValue\": \"{package.Find("version")}\"", template, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_carries_a_host_with_all_that_it_needs()
    {
        using var package = Packages.Open("FleetQ.Cli");

        string[] programs = ["FleetQ.Cli", "FleetQ.Host", "FleetQ.PluginProcess"];
        string[] endings = ["dll", "deps.json", "runtimeconfig.json"];
        Assert.Subset(
            package.Files.ToHashSet(),
            programs.SelectMany(name => endings.Select(ending => $"tools/net10.0/any/{name}.{ending}")).ToHashSet());
    }

    [Theory]
    [InlineData("FleetQ.Cli")]
    [InlineData("FleetQ.Client")]
    [InlineData("FleetQ.Sdk")]
    [InlineData("FleetQ.Sdk.Testing")]
    [InlineData("FleetQ.Templates")]
    public void A_package_says_what_it_is_and_nothing_of_where_it_was_made(string id)
    {
        using var package = Packages.Open(id);

        Assert.Equal("Apache-2.0", package.Find("license"));
        Assert.Equal("README.md", package.Find("readme"));
        Assert.NotEmpty(package.Find("description")!);
        Assert.DoesNotContain(package.Files, file => Names(package.Read(file), RepositoryFolder()));
    }

    [Theory]
    [InlineData("FleetQ.Client")]
    [InlineData("FleetQ.Sdk")]
    [InlineData("FleetQ.Sdk.Testing")]
    public void Symbols_come_in_a_package_of_their_own(string id)
    {
        using var package = Packages.OpenSymbols(id);

        Assert.Contains($"lib/net10.0/{id}.pdb", package.Files);
        Assert.DoesNotContain(package.Files, file => Names(package.Read(file), RepositoryFolder()));
    }

    private static bool Names(byte[] content, string folder) =>
        Encoding.UTF8.GetString(content).Contains(folder, StringComparison.Ordinal);

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FleetQ.Plugins.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static string? MetadataOf(byte[] assembly, string key)
    {
        using var stream = new MemoryStream(assembly);
        using var portable = new PEReader(stream);
        var metadata = portable.GetMetadataReader();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var value = metadata.GetBlobReader(metadata.GetCustomAttribute(handle).Value);
            if (value.Length > key.Length + 2 && value.ReadUInt16() == 1 && value.ReadSerializedString() == key)
            {
                return value.ReadSerializedString();
            }
        }

        return null;
    }
}
