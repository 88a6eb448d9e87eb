using System.Reflection;
using FleetQ.Sdk;

namespace Swap;

/// <summary>What to do.</summary>
public sealed record SwapArgs(string? File, string? Key);

/// <summary>Which version ran.</summary>
public sealed record SwapSeen(string Version, string Private);

/// <summary>The version that was built.</summary>
internal static class Build
{
    public static string Version { get; } = typeof(Build).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

/// <summary>Tells its version.</summary>
[StepHandler("swap.tell")]
public sealed class TellHandler : IStepHandler<SwapArgs, SwapSeen>
{
    /// <inheritdoc/>
    public Task<StepResult<SwapSeen>> HandleAsync(
        SwapArgs args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepResult<SwapSeen>>(new SwapSeen(Build.Version, PrivateText.Of("SomeText")));
}

/// <summary>Appends its key and its version to a file, in one write.</summary>
[StepHandler("swap.count")]
public sealed class CountHandler : IStepHandler<SwapArgs, SwapSeen>
{
    /// <inheritdoc/>
    public async Task<StepResult<SwapSeen>> HandleAsync(
        SwapArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        var line = System.Text.Encoding.UTF8.GetBytes($"{args.Key} {Build.Version}\n");
        var file = new FileStream(args.File!, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        }

        return new SwapSeen(Build.Version, "");
    }
}

/// <summary>Runs until its token is cancelled.</summary>
[StepHandler("swap.hold")]
public sealed class HoldHandler : IStepHandler<SwapArgs, SwapSeen>
{
    /// <inheritdoc/>
    public async Task<StepResult<SwapSeen>> HandleAsync(
        SwapArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        context.ReportProgress(0, "holds");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (args.Key == "throw")
        {
            throw new InvalidOperationException("disturbed");
        }

        return new SwapSeen(Build.Version, "");
    }
}

/// <summary>Runs until whoever hears its progress lets it go, and is deaf to its token.</summary>
[StepHandler("swap.deaf")]
public sealed class DeafHandler : IStepHandler<SwapArgs, SwapSeen>
{
    /// <inheritdoc/>
    public Task<StepResult<SwapSeen>> HandleAsync(
        SwapArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ReportProgress(0, "deaf");
        return Task.FromResult<StepResult<SwapSeen>>(new SwapSeen(Build.Version, PrivateText.Of("LateText")));
    }
}
