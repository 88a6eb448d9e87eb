using System.Diagnostics;
using FleetQ.TestKit;

namespace FleetQ.Cli.Tests.Support;

/// <summary>A process that a test waits for. Disposing kills it, with what it started.</summary>
internal sealed class EndingProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private EndingProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Its id.</summary>
    public int Id => process.Id;

    /// <summary>Takes one that was started with its output redirected, and reads it.</summary>
    public static EndingProcess Of(Process process) => new(process);

    /// <summary>Waits until it has ended, and whatever else writes to its output.</summary>
    /// <exception cref="TimeoutException">It goes on, or left something behind that does.</exception>
    public async Task<(int ExitCode, string Said)> WaitForEndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Eventually.Patience, cancellationToken);
        var said = await Task.WhenAll(output, errors).WaitAsync(Eventually.Patience, cancellationToken);
        return (process.ExitCode, string.Concat(said));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
