using System.Collections.Concurrent;
using System.Diagnostics;

namespace FleetQ.Benchmarks.Processes;

/// <summary>
/// A process that drains: it says <c>ready</c> when it looks for work and ends when its input is closed.
/// </summary>
internal sealed class ContestantProcess : IAsyncDisposable
{
    /// <summary>What a process says when it looks for work.</summary>
    internal const string Ready = "ready";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> lines = new();

    private ContestantProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    /// <summary>Starts a program and waits until it is ready.</summary>
    internal static async Task<ContestantProcess> StartAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var contestant = new ContestantProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        contestant.process.Exited += (_, _) => contestant.ready.TrySetException(
            new InvalidOperationException(
                $"'{Path.GetFileName(program)}' ended:\n{string.Join('\n', contestant.lines)}"));
        contestant.process.Start();
        contestant.process.BeginOutputReadLine();
        contestant.process.BeginErrorReadLine();
        await contestant.ready.Task.WaitAsync(StartLimit, TimeProvider.System, cancellationToken);
        return contestant;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(EndLimit, TimeProvider.System);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line == Ready)
        {
            ready.TrySetResult();
        }
        else if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => process.Kill(entireProcessTree: true);
}
