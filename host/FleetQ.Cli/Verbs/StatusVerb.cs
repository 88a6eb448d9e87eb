using System.CommandLine;
using FleetQ.Cli.Output;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq status: shows one step.</summary>
internal static class StatusVerb
{
    public static Command Make(VerbRunner runner)
    {
        var stepId = new Argument<string>("id") { Description = "The step's id." };
        var wait = WaitOptions.MakeWait();
        var limit = WaitOptions.MakeLimit();
        var command = new Command("status", "Show a step with all its attempts.") { stepId, wait, limit };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            using var client = call.NewClient();
            if (call.Get(wait))
            {
                var waiter = new StepWaiter(call, WaitOptions.LimitOf(call, limit));
                return await waiter.WaitAsync(client, call.Get(stepId)!, cancellationToken);
            }

            call.Display.Show(await client.GetStepAsync(call.Get(stepId)!, cancellationToken), StepViews.Draw);
            return ExitCodes.Done;
        });
        return command;
    }
}
