using System.Runtime.InteropServices;
using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;

namespace Unruly;

/// <summary>What shall be done.</summary>
public sealed record UnrulyArgs(string How, int Size = 0);

/// <summary>What the process is.</summary>
public sealed record UnrulyResult(int ProcessId, string? Answer);

/// <summary>Ends its process, fills its memory, or goes on for ever.</summary>
[StepHandler("unruly")]
public sealed class UnrulyHandler(IConfiguration configuration) : IStepHandler<UnrulyArgs, UnrulyResult>
{
    /// <inheritdoc/>
    public async Task<StepResult<UnrulyResult>> HandleAsync(
        UnrulyArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        switch (args.How)
        {
            case "overflow":
                Overflow(args.Size);
                break;
            case "fail-fast":
                Environment.FailFast("enough is enough");
                break;
            case "exit":
                Environment.Exit(7);
                break;
            case "segv":
                Native.ReadNowhere();
                break;
            case "thread":
                new Thread(() => throw new InvalidOperationException("thrown on a thread")).Start();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(false);
                break;
            case "fill":
                Fill(args.Size);
                break;
            case "spin":
                context.ReportProgress(0, "spinning");
                Spin();
                break;
            case "wait":
                context.ReportProgress(0, "waiting");
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(false);
                break;
            case "print":
                await Console.Out.WriteLineAsync("said on the output").ConfigureAwait(false);
                await Console.Error.WriteLineAsync("said on the error output").ConfigureAwait(false);
                break;
            default:
                break;
        }

        return new UnrulyResult(Environment.ProcessId, Tell(args.How));
    }

    private string? Tell(string how) => how.Split(':') switch
    {
        ["variable", var name] => Environment.GetEnvironmentVariable(name),
        ["setting", var name] => configuration[name],
        _ => null,
    };

    private static int Overflow(int depth) => depth < 0 ? depth : Overflow(depth + 1) + 1;

    private static void Fill(int megabytes)
    {
        var kept = new List<byte[]>();
        for (var i = 0; i < megabytes; i++)
        {
            kept.Add(new byte[1_048_576]);
        }

        GC.KeepAlive(kept);
    }

    private static void Spin()
    {
        while (true)
        {
            // For ever.
        }
    }
}

/// <summary>The C library.</summary>
internal static partial class Native
{
    /// <summary>Ends the process as a wild pointer in native code does.</summary>
    public static void ReadNowhere() => _ = LengthOf(1);

    [LibraryImport("libc", EntryPoint = "strlen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint LengthOf(nint text);
}
