using System.Diagnostics;
using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Cli.Tests;

/// <summary>A plugin that comes while a real host runs, with settings that were given as variables before.</summary>
public sealed class LatePluginTests
{
    private const string Plugin = "FleetQ.Plugins.Csv";
    private const string Variable = "PLUGIN_FLEETQ_PLUGINS_CSV__";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_variables_reach_it_and_a_submit_wins_over_what_they_set_for_its_type()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.In("plugins"));
        Directory.CreateDirectory(folder.In("files"));
        await File.WriteAllTextAsync(folder.In("files", "a.csv"), "n\n1\n2\n", Token);
        await using var fleet = new FleetInABox(PodSettings.Calm with
        {
            Others = new Dictionary<string, string?>
            {
                ["PLUGINS_DIR"] = folder.In("plugins"),
                [Variable + "ROOT"] = folder.In("files"),
                [Variable + "TASKTYPES__CSV_PROFILE__MAXRETRIES"] = "9",
                [Variable + "TASKTYPES__CSV_PROFIL__MAXRETRIES"] = "1",
            },
        });
        var pod = await fleet.StartPodAsync("pod-1", Token);
        var variables = new Dictionary<string, string?> { ["FLEETQ_URL"] = pod.Address.AbsoluteUri };
        folder.Take(Builds.Sample(Plugin), "plugins", "_stage");

        Directory.Move(folder.In("plugins", "_stage"), folder.In("plugins", Plugin));

        var list = await UntilListedAsync(variables);
        Assert.Contains("csv.profile (max_retries=9)", list.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("CSV_PROFIL' has no effect", list.Out, StringComparison.Ordinal);
        var plain = await SubmitAsync(variables);
        Assert.Equal("completed", plain.Json.GetProperty("status").GetString());
        Assert.Equal(9, plain.Json.GetProperty("max_retries").GetInt32());
        var own = await SubmitAsync(variables, "--retries", "2");
        Assert.Equal(2, own.Json.GetProperty("max_retries").GetInt32());
    }

    private static async Task<CliRun> UntilListedAsync(Dictionary<string, string?> variables)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var list = await CliProcess.RunAsync(["plugin", "list"], variables);
            if (list.Out.Contains("csv.profile", StringComparison.Ordinal))
            {
                return list;
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), list.Out);
        }
    }

    private static Task<CliRun> SubmitAsync(Dictionary<string, string?> variables, params string[] more) =>
        CliProcess.RunAsync(
            ["submit", "csv.profile", """{"path":"a.csv"}""", "--wait", "-o", "json", .. more], variables);
}
