using System.CommandLine;
using FleetQ.Cli.Output;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq dead: steps that failed for good.</summary>
internal static class DeadVerbs
{
    private const int LimitDefault = 50;

    public static Command Make(VerbRunner runner) => new("dead", "Steps that failed for good.")
    {
        MakeList(runner), MakeRetry(runner), MakeDiscard(runner),
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

    private static Command MakeDiscard(VerbRunner runner)
    {
        var ids = new Argument<string[]>("id") { Description = "Their ids.", Arity = ArgumentArity.ZeroOrMore };
        var type = MakeType();
        var all = new Option<bool>("--all") { Description = "All of them, whatever their type." };
        var limit = ListOptions.MakeLimit(int.MaxValue);
        var command = new Command("discard", "Delete them for good; those that ended first go first.")
        {
            ids, type, all, limit,
        };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var given = call.Get(ids)!.Distinct().ToList();
            bool[] ways = [given.Count > 0, call.Get(type) is not null, call.Get(all)];
            if (ways.Count(static isGiven => isGiven) != 1)
            {
                throw new UsageException("Say which: their ids, --type TYPE, or --all.");
            }

            using var client = call.NewClient();
            var discarded = given.Count > 0
                ? await client.DiscardAsync(given, cancellationToken)
                : await client.DiscardDeadLettersAsync(call.Get(type), call.Get(limit), cancellationToken);
            call.Display.Show(
                new { Discarded = discarded },
                (answer, console) => console.WriteLine($"{answer.Discarded} dead letters are gone."));
            return discarded < given.Count ? Missed(call, given.Count - discarded) : ExitCodes.Done;
        });
        return command;
    }

    private static int Missed(VerbCall call, int count)
    {
        call.Display.Fail(
            "conflict",
            $"{count} of these steps are no dead letters and stay as they are; 'fleetq status ID' shows one.");
        return ExitCodes.Failed;
    }

    private static Option<string?> MakeType() => new("--type", "-t") { Description = "Of this task type." };
}
