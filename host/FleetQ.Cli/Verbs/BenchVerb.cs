using System.CommandLine;
using FleetQ.Cli.Bench;
using FleetQ.Cli.Output;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq bench: how fast a running fleet is, from outside.</summary>
internal static class BenchVerb
{
    public static Command Make(VerbRunner runner)
    {
        var steps = MakeCount("--steps", "How many echo steps.", 1_000, 1_000_000);
        var callers = MakeCount("--callers", "How many submit at once.", 8, 256);
        var batch = MakeCount("--batch", "How many steps one request brings.", 1, 10_000);
        var command = new Command("bench", "Submit echo steps to a running fleet; print rates and latencies.")
        {
            steps, callers, batch,
        };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            using var client = call.NewClient();
            var bench = new FleetBench(client, call.Surroundings.Time, call.Surroundings.Random);
            var report = await bench.RunAsync(call.Get(steps), call.Get(callers), call.Get(batch), cancellationToken);
            call.Display.Show(report, Draw);
            return report.Failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static void Draw(BenchReport report, IAnsiConsole console)
    {
        var rates = Tables.New("steps", "submitted/s", "completed/s", "took", "failed");
        rates.Add(
            Tables.Of(report.Steps),
            $"{report.SubmittedPerSecond:0}",
            $"{report.CompletedPerSecond:0}",
            $"{report.Seconds:0.00} s",
            Tables.Of(report.Failed));
        var latencies = Tables.New("latency", "p50", "p95", "p99", "max");
        Add(latencies, "submit answered", report.Submit);
        Add(latencies, "submit to claim", report.Wait);
        Add(latencies, "claim to end", report.Run);
        console.Write(new Rows(rates, new Text(""), latencies));
    }

    private static void Add(Table table, string name, BenchQuantiles quantiles) => table.Add(
        name,
        $"{quantiles.P50Ms:0.0} ms",
        $"{quantiles.P95Ms:0.0} ms",
        $"{quantiles.P99Ms:0.0} ms",
        $"{quantiles.MaxMs:0.0} ms");

    private static Option<int> MakeCount(string name, string description, int count, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => count };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1 || result.GetValueOrDefault<int>() > most)
            {
                result.AddError($"{name} must be from 1 to {most}.");
            }
        });
        return option;
    }
}
