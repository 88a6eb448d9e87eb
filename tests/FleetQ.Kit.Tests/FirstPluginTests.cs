using FleetQ.Kit.Tests.Support;

namespace FleetQ.Kit.Tests;

/// <summary>From an empty folder to a result, with the packages alone.</summary>
public sealed class FirstPluginTests(AuthorsFolder author) : IClassFixture<AuthorsFolder>
{
    private const int HandlerLinesMax = 14;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Six_commands_lead_from_an_empty_folder_to_the_result_of_a_step()
    {
        await author.RunAsync("", "dotnet tool install --global FleetQ.Cli");
        await author.RunAsync("", "dotnet new install FleetQ.Templates");
        await author.RunAsync("", "dotnet new fleetq-plugin -n Hello");
        var tests = await author.RunAsync("Hello", "dotnet test");
        await using var host = await StartHostAsync();
        await author.RunAsync("Hello", $"dotnet publish Hello -o \"{author.Plugins}/Hello\"");
        var shown = await author.RunAsync(
            "Hello", $$"""fleetq submit hello "{\"name\":\"Ada\"}" --wait --url {{host.Address}}""");

        Assert.Contains("completed", shown, StringComparison.Ordinal);
        Assert.Contains("""{"greeting":"Good day, Ada."}""", shown, StringComparison.Ordinal);
        Assert.Contains("Hello 1.0.0", shown, StringComparison.Ordinal);
        Assert.Contains("succeeded: 2", tests, StringComparison.Ordinal);
        // A source that is away for a moment warns that it was not asked about vulnerabilities.
        Assert.DoesNotMatch("warning (?!NU1900)", tests);
        Assert.Equal(6, author.Commands.Count);
        Assert.InRange(LinesOfHandler(), 1, HandlerLinesMax);
        Assert.Equal(
            ["Hello.deps.json", "Hello.dll", "Hello.pdb", "Hello.runtimeconfig.json"],
            FilesOf(Path.Combine(author.Plugins, "Hello")));
        await TheLaunchProfileStartsAHostAsync();
        await NamesAreDerivedAsync();
    }

    // In the same test, as is the next, since it needs what that installed.
    private async Task TheLaunchProfileStartsAHostAsync()
    {
        var start = author.Prepare(Path.Combine(author.Work, "Hello"), "dotnet run --project Hello");
        await using var host = await AuthorsHost.StartAsync(start);

        var shown = await author.RunAsync("Hello", $"fleetq submit hello {{}} --wait --url {host.Address}");

        Assert.Contains("completed", shown, StringComparison.Ordinal);
    }

    private async Task NamesAreDerivedAsync()
    {
        await author.RunAsync("", "fleetq plugin new Acme.Big-Invoices --isolation process");
        var published = Path.Combine(author.Elsewhere, "Acme.Big-Invoices");
        await author.RunAsync(
            "Acme.Big-Invoices",
            $"dotnet publish Acme.Big-Invoices -o \"{published}\" -warnaserror -warnnotaserror:NU1900");

        var handler = author.Read("Acme.Big-Invoices", "Acme.Big-Invoices", "Big_InvoicesHandler.cs");
        Assert.Contains("[StepHandler(\"acme.big-invoices\")]", handler, StringComparison.Ordinal);
        Assert.Contains("namespace Acme.Big_Invoices;", handler, StringComparison.Ordinal);
        Assert.Contains("fleetq.json", FilesOf(published));
        Assert.Contains(
            "\"isolation\": \"process\"",
            await File.ReadAllTextAsync(Path.Combine(published, "fleetq.json"), Token),
            StringComparison.Ordinal);
    }

    private Task<AuthorsHost> StartHostAsync() =>
        AuthorsHost.StartAsync(author.Prepare(author.HostFolder, "fleetq host"));

    // From the attribute to the end of the class.
    private int LinesOfHandler() => author.Read("Hello", "Hello", "HelloHandler.cs").Split('\n')
        .SkipWhile(static line => !line.StartsWith('['))
        .TakeWhile(static line => line != "}")
        .Count() + 1;

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
