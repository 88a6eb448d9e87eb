using System.CommandLine;
using FleetQ.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq top: the fleet as it moves.</summary>
internal static class TopVerb
{
    private static readonly TimeSpan LookForKeys = TimeSpan.FromMilliseconds(100);

    public static Command Make(VerbRunner runner)
    {
        var once = new Option<bool>("--once") { Description = "One look, also where the output is a terminal." };
        var every = new Option<double>("--every")
        {
            Description = "Seconds between looks.",
            HelpName = "seconds",
            DefaultValueFactory = static _ => 1,
        };
        every.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is < 0.2 or > 3_600)
            {
                result.AddError("--every must be from 0.2 to 3600 seconds.");
            }
        });
        var command = new Command("top", "Watch queue and pods; q or Ctrl+C ends it.") { once, every };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            using var client = call.NewClient();
            var looks = new FleetLooks(client, call.Surroundings.Time);
            var first = await looks.LookAsync(cancellationToken);
            if (call.Get(once) || call.Display.IsJson || !call.Surroundings.Terminal.ShowsOutput)
            {
                call.Display.Show(first, static (look, console) => console.Write(ViewOf(look)));
                return ExitCodes.Done;
            }

            await WatchAsync(call, looks, first, TimeSpan.FromSeconds(call.Get(every)), cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WatchAsync(
        VerbCall call, FleetLooks looks, FleetLook first, TimeSpan every, CancellationToken cancellationToken)
    {
        var time = call.Surroundings.Time;
        try
        {
            await call.Display.Out.Live(ViewOf(first)).AutoClear(true).StartAsync(async context =>
            {
                var looked = time.GetTimestamp();
                while (call.Surroundings.Terminal.FindKey() is not 'q')
                {
                    if (time.GetElapsedTime(looked) >= every)
                    {
                        looked = time.GetTimestamp();
                        context.UpdateTarget(ViewOf(await looks.LookAsync(cancellationToken)));
                    }

                    await Task.Delay(LookForKeys, time, cancellationToken);
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how one leaves it, no failure.
        }
    }

    private static Rows ViewOf(FleetLook look)
    {
        var queue = look.Queue;
        var counts = Tables.New("pending", "scheduled", "blocked", "claimed", "completed", "failed", "ended/s");
        counts.Add(
            Tables.Of(queue.Pending),
            Tables.Of(queue.Scheduled),
            Tables.Of(queue.Blocked),
            Tables.Of(queue.Claimed),
            Tables.Of(queue.Completed),
            Tables.Of(queue.Failed),
            look.EndedPerSecond is { } rate ? $"{rate:0.#}" : "");
        var types = Tables.New("open steps of type", "steps");
        foreach (var (type, steps) in queue.StepsByType.OrderByDescending(static pair => pair.Value).Take(10))
        {
            types.Add(type, Tables.Of(steps));
        }

        var parts = new List<IRenderable>
        {
            counts, new Text(""), PodsVerb.TableOf(look.Pods.Where(static pod => pod.IsAlive)),
        };
        if (queue.StepsByType.Count > 0)
        {
            parts.AddRange([new Text(""), types]);
        }

        return new Rows(parts);
    }
}
