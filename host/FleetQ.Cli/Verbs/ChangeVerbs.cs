using System.CommandLine;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq cancel and fleetq retry: change steps, one after the other.</summary>
internal static class ChangeVerbs
{
    public static Command MakeCancel(VerbRunner runner)
    {
        var ids = MakeIds();
        var reason = new Option<string?>("--reason") { Description = "Shown as the step's error." };
        var command = new Command("cancel", "Cancel steps; a running handler sees its token cancelled.")
        {
            ids, reason,
        };
        runner.Bind(command, (call, cancellationToken) => RunAsync(
            call,
            call.Get(ids)!,
            (client, stepId) => client.CancelAsync(stepId, call.Get(reason), cancellationToken)));
        return command;
    }

    public static Command MakeRetry(VerbRunner runner)
    {
        var ids = MakeIds();
        var command = new Command("retry", "Let failed, cancelled or expired steps run again.") { ids };
        runner.Bind(command, (call, cancellationToken) => RunAsync(
            call, call.Get(ids)!, (client, stepId) => client.RetryAsync(stepId, cancellationToken)));
        return command;
    }

    /// <summary>Changes each step; one that is refused does not keep the others from it.</summary>
    /// <returns>The exit code: the worst of all.</returns>
    public static async Task<int> RunAsync(
        VerbCall call, IReadOnlyList<string> stepIds, Func<FleetQClient, string, Task<StepChange>> change)
    {
        using var client = call.NewClient();
        var changes = new List<StepChange>();
        var code = ExitCodes.Done;
        foreach (var stepId in stepIds)
        {
            try
            {
                changes.Add(await change(client, stepId));
            }
            catch (FleetQException refusal) when (refusal.ErrorType is FleetQErrors.NotFound or FleetQErrors.Conflict)
            {
                call.Display.Fail(refusal.ErrorType, refusal.Detail, refusal);
                code = Math.Max(
                    code, refusal.ErrorType is FleetQErrors.NotFound ? ExitCodes.NotFound : ExitCodes.Failed);
            }
        }

        call.Display.Show(changes, Draw);
        return code;
    }

    private static void Draw(List<StepChange> changes, IAnsiConsole console)
    {
        foreach (var change in changes)
        {
            console.MarkupLineInterpolated($"{change.Message}; it is {change.Status.ToWord()}");
        }
    }

    private static Argument<string[]> MakeIds() => new("id")
    {
        Description = "The steps' ids.",
        Arity = ArgumentArity.OneOrMore,
    };
}
