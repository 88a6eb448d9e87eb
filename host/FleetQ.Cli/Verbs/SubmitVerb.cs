using System.CommandLine;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq submit: one step, or a file of them.</summary>
internal static class SubmitVerb
{
    private const string FromInput = "-";

    public static Command Make(VerbRunner runner)
    {
        var type = new Argument<string?>("type")
        {
            Description = "The task type.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var args = new Argument<string?>("args")
        {
            Description = "The arguments, a JSON object; '-' reads it from the input. Else {}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--file", "-f")
        {
            Description = "Submit every line of this file, each {\"type\":…,\"args\":…}; '-' is the input.",
        };
        var wait = WaitOptions.MakeWait();
        var limit = WaitOptions.MakeLimit();
        var options = new SubmitOptions();
        var command = new Command("submit", "Submit a step, or a file of them, and wait for the result if asked.")
        {
            type, args, file, wait, limit,
        };
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        runner.Bind(command, async (call, cancellationToken) =>
        {
            var waiter = call.Get(wait) ? new StepWaiter(call, WaitOptions.LimitOf(call, limit)) : null;
            if (call.Get(file) is { } path)
            {
                RefuseBesideFile(call, call.Get(type), options);
                return await new FileSubmit(call, waiter).RunAsync(path, cancellationToken);
            }

            var taskType = call.Get(type)
                ?? throw new UsageException("Say which task type: fleetq submit echo '{\"hello\":\"world\"}'.");
            var text = call.Get(args) is FromInput
                ? await call.Surroundings.Terminal.Input.ReadToEndAsync(cancellationToken)
                : call.Get(args);
            return await SubmitAsync(call, options.Read(call, taskType, text), waiter, cancellationToken);
        });
        return command;
    }

    private static async Task<int> SubmitAsync(
        VerbCall call, StepSubmission step, StepWaiter? waiter, CancellationToken cancellationToken)
    {
        using var client = call.NewClient();
        var answer = await client.SubmitAsync(step, cancellationToken);
        foreach (var warning in answer.Warnings)
        {
            call.Display.Note(warning);
        }

        if (waiter is not null)
        {
            return await waiter.WaitAsync(client, answer.StepId, cancellationToken);
        }

        call.Display.Show(answer, Draw);
        return ExitCodes.Done;
    }

    // The id alone: $(fleetq submit …) can be used as it is.
    private static void Draw(SubmitAnswer answer, IAnsiConsole console) =>
        console.Profile.Out.Writer.WriteLine(answer.StepId);

    private static void RefuseBesideFile(VerbCall call, string? taskType, SubmitOptions options)
    {
        if (taskType is not null || options.FindGiven(call) is not null)
        {
            var given = taskType is null ? options.FindGiven(call)!.Name : "a task type";
            throw new UsageException($"Beside --file there is no {given}: each line of the file says it for its step.");
        }
    }
}
