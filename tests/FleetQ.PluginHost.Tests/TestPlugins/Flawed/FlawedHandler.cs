using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FleetQ.Sdk;

namespace Flawed;

/// <summary>What shall be done.</summary>
/// <param name="How">Which of the flaws.</param>
/// <param name="File">A file that some flaws look at.</param>
public sealed record FlawedArgs(string How = "", string? File = null);

/// <summary>Misbehaves in ways that are not its step's fault, or that outlive it.</summary>
[StepHandler("flawed.run")]
public sealed class FlawedHandler : IStepHandler<FlawedArgs>
{
    /// <inheritdoc/>
    public async Task<StepResult> HandleAsync(
        FlawedArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        context.ReportProgress(0, args.How);
        switch (args.How)
        {
            case "method":
                Gone.Method("");
                break;
            case "library":
                _ = Gone.Function();
                break;
            case "throw":
                throw new InvalidOperationException("the step is wrong");
            case "async-void":
                ThrowLater();
                break;
            case "timer":
                _ = context.Time.CreateTimer(
                    static _ => throw new InvalidOperationException("thrown by a timer"),
                    null,
                    TimeSpan.Zero,
                    Timeout.InfiniteTimeSpan);
                break;
            case "fail-fast":
                Environment.FailFast("enough is enough");
                break;
            case "block":
                SpinWait.SpinUntil(() => System.IO.File.Exists(args.File));
                break;
            case "ignore":
                await UntilExistsAsync(args.File!).ConfigureAwait(false);
                break;
            default:
                break;
        }

        return StepResult.Completed;
    }

    private static async Task UntilExistsAsync(string file)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!System.IO.File.Exists(file))
        {
            await pause.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async void ThrowLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("thrown where nobody listens");
    }
}

/// <summary>What was there when the plugin was built.</summary>
internal static partial class Gone
{
    /// <summary>A method that text has not.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Gone")]
    public static extern void Method(string text);

    /// <summary>A library that is not there.</summary>
    [LibraryImport("flawed-gone")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Function();
}
