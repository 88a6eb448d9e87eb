using System.Text.RegularExpressions;
using FleetQ.Repository.Tests.Tree;

namespace FleetQ.Repository.Tests;

/// <summary>What the sources must never do, and what the build and the image must always do, for security.</summary>
public sealed partial class SecurityTests
{
    // The first looks into the framework by the names of its own table; the second reads the attributes of others.
    private static readonly string[] Excepted =
        ["host/FleetQ.PluginHost/Unloading/KnownRoots.cs", "sdk/FleetQ.Sdk.Analyzers/Json/JsonAttributes.cs"];

    [Fact]
    public void No_type_assembly_or_expression_is_made_from_data()
    {
        Verdict.None("These make code of text:", CSharpFile.Production
            .Where(static file => !Excepted.Contains(file.Path, StringComparer.Ordinal))
            .SelectMany(static file => CodeFromText().Matches(file.Text)
                .Select(match => $"{file.Path}: {match.Value}")));
    }

    [Fact]
    public void SQL_is_never_put_together_from_values()
    {
        Verdict.None("Values are parameters, always:", CSharpFile.Production
            .Where(static file => file.Path.StartsWith("host/", StringComparison.Ordinal))
            .SelectMany(static file => SqlInText().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));
    }

    [Fact]
    public void A_package_with_a_known_weakness_fails_the_build()
    {
        var props = RepositoryFiles.Read("Directory.Build.props");

        Assert.Contains("<NuGetAudit>true</NuGetAudit>", props, StringComparison.Ordinal);
        Assert.Contains("<NuGetAuditMode>all</NuGetAuditMode>", props, StringComparison.Ordinal);
        Assert.Contains("<NuGetAuditLevel>low</NuGetAuditLevel>", props, StringComparison.Ordinal);
        Assert.Contains("NU1901;NU1902;NU1903;NU1904", props, StringComparison.Ordinal);
        Verdict.None("A finding is mended, not silenced:", RepositoryFiles.All
            .Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal)
                || path.EndsWith(".props", StringComparison.Ordinal)
                || path.EndsWith(".targets", StringComparison.Ordinal)
                || path.EndsWith(".editorconfig", StringComparison.Ordinal))
            .Where(static path => SilencedAudit().IsMatch(RepositoryFiles.Read(path))));
    }

    [Fact]
    public void Every_project_locks_its_packages()
    {
        Verdict.None("No packages.lock.json beside:", RepositoryFiles.All
            .Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(static path => path.StartsWith("host/", StringComparison.Ordinal)
                || path.StartsWith("plugins/", StringComparison.Ordinal)
                || path.StartsWith("sdk/", StringComparison.Ordinal))
            .Where(static path => !path.Contains("/templates/", StringComparison.Ordinal))
            .Where(static path => !path.Contains("FleetQ.Drivers.", StringComparison.Ordinal))
            .Where(static path => !RepositoryFiles.Exists($"{Path.GetDirectoryName(path)}/packages.lock.json")));
    }

    [Fact]
    public void The_image_runs_without_rights()
    {
        var image = RepositoryFiles.Read("docker/Dockerfile");
        var compose = RepositoryFiles.Read("docker/compose.yaml");

        Assert.Matches(@"(?m)^USER \$APP_UID$", image);
        Assert.Contains("DOTNET_EnableDiagnostics=0", image, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)(password|api_keys|secret)=", image);
        Assert.Contains("read_only: true", compose, StringComparison.Ordinal);
        Assert.Contains("cap_drop: [ALL]", compose, StringComparison.Ordinal);
        Assert.Contains("no-new-privileges:true", compose, StringComparison.Ordinal);
        Assert.All(
            Ports().Matches(compose).Select(static match => match.Groups["port"].Value),
            static port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [GeneratedRegex(
        @"Type\.GetType\(|JsonDerivedType|JsonPolymorphic|TypeNameHandling|BinaryFormatter|NetDataContractSerializer"
        + @"|Assembly\.LoadFrom\(|Assembly\.LoadFile\(|CSharpScript|CSharpCodeProvider|DtdProcessing\.Parse")]
    private static partial Regex CodeFromText();

    [GeneratedRegex("""\$@?"+[^"\n]*\b(select|insert into|update|delete from|drop table)\b[^"\n]*\{""")]
    private static partial Regex SqlInText();

    [GeneratedRegex(@"NuGetAuditSuppress|NoWarn[^\n]*NU190[1-4]|NotAsErrors[^\n]*NU190[1-4]")]
    private static partial Regex SilencedAudit();

    [GeneratedRegex("""ports: \["(?<port>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Ports();
}
