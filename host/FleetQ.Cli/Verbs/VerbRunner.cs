using System.CommandLine;
using System.Net;
using FleetQ.Client;

namespace FleetQ.Cli.Verbs;

/// <summary>Runs verbs, and turns what goes wrong into a sentence and an exit code.</summary>
internal sealed class VerbRunner(Surroundings surroundings)
{
    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>Says what a command does.</summary>
    public void Bind(Command command, Func<VerbCall, CancellationToken, Task<int>> verb) =>
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(new VerbCall(parsed, Surroundings), verb, cancellationToken));

    private static async Task<int> RunAsync(
        VerbCall call, Func<VerbCall, CancellationToken, Task<int>> verb, CancellationToken cancellationToken)
    {
        try
        {
            return await verb(call, cancellationToken);
        }
        catch (FleetQException refusal)
        {
            call.Display.Fail(refusal.ErrorType, refusal.Detail, refusal);
            return CodeOf(refusal);
        }
        catch (UsageException wrong)
        {
            call.Display.Fail("wrong_usage", wrong.Message);
            return ExitCodes.WrongUsage;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            call.Display.Fail("file_error", failure.Message);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }

    private static int CodeOf(FleetQException refusal) => refusal switch
    {
        { Status: null } => ExitCodes.Unreachable,
        { Status: HttpStatusCode.NotFound } => ExitCodes.NotFound,
        _ => ExitCodes.Failed,
    };
}
