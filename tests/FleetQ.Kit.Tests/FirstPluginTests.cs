using FleetQ.Kit.Tests.Support;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Kit.Tests;

/// <summary>From an empty folder to a result, with the packages alone.</summary>
public sealed class FirstPluginTests(AuthorsFolder author) : IClassFixture<AuthorsFolder>
{
    private const int HandlerLinesMax = 14;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_commands_lead_from_an_empty_folder_to_a_step_that_ran()
    {
        await using var host = StartHost();

        await author.RunAsync("", "new install FleetQ.Templates");
        await author.RunAsync("", "new fleetq-plugin -n Hello");
        var tests = await author.RunAsync("Hello", "test");
        await author.RunAsync("Hello", $"publish Hello -o \"{author.Plugins}/Hello\"");
        await host.WaitUntilReadyAsync(Token);
        var stepId = await host.Client.SubmitAsync(new StepBody("hello", new { name = "Ada" }), Token);
        var step = await host.Client.WaitForEndAsync(stepId, TimeSpan.FromSeconds(30), Token);

        Assert.Equal("completed", step.Status);
        Assert.Equal("""{"greeting":"Good day, Ada."}""", step.Result.ToString());
        Assert.Equal("Hello", step.Attempts[0].Plugin);
        Assert.Contains("succeeded: 2", tests, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", tests, StringComparison.Ordinal);
        Assert.Equal(4, author.Commands.Count);
        Assert.InRange(LinesOfHandler(), 1, HandlerLinesMax);
        Assert.Equal(
            ["Hello.deps.json", "Hello.dll", "Hello.pdb", "Hello.runtimeconfig.json"],
            FilesOf(Path.Combine(author.Plugins, "Hello")));
        await NamesAreDerivedAsync();
    }

    // In the same test, since it needs what that installed.
    private async Task NamesAreDerivedAsync()
    {
        await author.RunAsync("", "new fleetq-plugin -n Acme.Big-Invoices --isolation process --no-restore");
        var published = Path.Combine(author.Elsewhere, "Acme.Big-Invoices");
        await author.RunAsync("Acme.Big-Invoices", $"publish Acme.Big-Invoices -o \"{published}\" -warnaserror");

        var handler = author.Read("Acme.Big-Invoices", "Acme.Big-Invoices", "Big_InvoicesHandler.cs");
        Assert.Contains("[StepHandler(\"acme.big-invoices\")]", handler, StringComparison.Ordinal);
        Assert.Contains("namespace Acme.Big_Invoices;", handler, StringComparison.Ordinal);
        Assert.Contains("fleetq.json", FilesOf(published));
        Assert.Contains(
            "\"isolation\": \"process\"",
            await File.ReadAllTextAsync(Path.Combine(published, "fleetq.json"), Token),
            StringComparison.Ordinal);
    }

    private HostProcess StartHost()
    {
        Directory.CreateDirectory(author.Plugins);
        var store = new Dictionary<string, string?>
        {
            ["SQLITE_DB_PATH"] = Path.Combine(author.Elsewhere, "fleetq.db"),
        };
        var settings = PodSettings.Calm with
        {
            Others = new Dictionary<string, string?> { ["PLUGINS_DIR"] = author.Plugins, ["PLUGINS_WATCH"] = "true" },
        };
        return HostProcess.Launch("pod-1", author.Elsewhere, store, settings);
    }

    // From the attribute to the end of the class.
    private int LinesOfHandler() => author.Read("Hello", "Hello", "HelloHandler.cs").Split('\n')
        .SkipWhile(static line => !line.StartsWith('['))
        .TakeWhile(static line => line != "}")
        .Count() + 1;

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
