using System.ComponentModel;
using System.Diagnostics;

namespace FleetQ.Cli.Dev;

/// <summary>Runs the .NET command line.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">What comes after <c>dotnet</c>.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="UsageException">There is no .NET SDK.</exception>
    public static async Task<DotnetRun> RunAsync(
        IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        using var process = Start(arguments, folder);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new DotnetRun(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new UsageException("There is no 'dotnet' on the PATH; install the .NET SDK.");
        }
    }
}

/// <summary>What a run of it said.</summary>
/// <param name="ExitCode">0 when it was done.</param>
/// <param name="Text">Both of its outputs.</param>
internal sealed record DotnetRun(int ExitCode, string Text);
