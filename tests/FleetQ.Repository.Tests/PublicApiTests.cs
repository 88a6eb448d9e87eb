using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>The SDK's public API is written down, so that a change of it shows in review.</summary>
public sealed class PublicApiTests
{
    private static string Project => RepositoryFiles.Read("sdk/FleetQ.Sdk/FleetQ.Sdk.csproj");

    [Theory]
    [InlineData("sdk/FleetQ.Sdk/PublicAPI.Shipped.txt")]
    [InlineData("sdk/FleetQ.Sdk/PublicAPI.Unshipped.txt")]
    public void The_sdk_lists_its_public_api(string path)
    {
        Assert.StartsWith("#nullable enable", RepositoryFiles.Read(path), StringComparison.Ordinal);
        Assert.Contains(
            $"<AdditionalFiles Include=\"{Path.GetFileName(path)}\" />", Project, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compiler_checks_the_list()
    {
        Assert.Contains("Microsoft.CodeAnalysis.PublicApiAnalyzers", Project, StringComparison.Ordinal);
    }
}
