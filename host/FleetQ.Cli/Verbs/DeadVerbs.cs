using System.CommandLine;
using FleetQ.Cli.Output;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq dead: steps that failed for good.</summary>
internal static class DeadVerbs
{
    private const int LimitDefault = 50;

    public static Command Make(VerbRunner runner) => new("dead", "Steps that failed for good.")
    {
        MakeList(runner), MakeRetry(runner),
    };

    private static Command MakeList(VerbRunner runner)
    {
        var type = MakeType();
        var limit = ListOptions.MakeLimit(LimitDefault);
        var command = new Command("list", "List them, newest first.") { type, limit };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            using var client = call.NewClient();
            var found = await client.ListDeadLettersAsync(call.Get(type), cancellationToken)
                .Take(call.Get(limit))
                .ToListAsync(cancellationToken);
            call.Display.Show(new StepList(found), static (list, console) => StepViews.Draw(list.Steps, console));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command MakeRetry(VerbRunner runner)
    {
        var type = MakeType();
        var all = new Option<bool>("--all") { Description = "All of them, whatever their type." };
        var limit = ListOptions.MakeLimit(int.MaxValue);
        var command = new Command("retry", "Let them run again, the newest first.") { type, all, limit };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            if (call.Get(type) is null == !call.Get(all))
            {
                throw new UsageException("Say which: --type TYPE, or --all.");
            }

            using var client = call.NewClient();
            // Read to the end first: a step that failed again would stand at the head of the list once more.
            var found = await client.ListDeadLettersAsync(call.Get(type), cancellationToken)
                .Take(call.Get(limit))
                .Select(static step => step.StepId)
                .ToListAsync(cancellationToken);
            return await ChangeVerbs.RunAsync(
                call, found, (changing, stepId) => changing.RetryAsync(stepId, cancellationToken));
        });
        return command;
    }

    private static Option<string?> MakeType() => new("--type", "-t") { Description = "Of this task type." };
}
