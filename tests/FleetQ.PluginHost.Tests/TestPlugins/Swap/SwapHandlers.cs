using System.Reflection;
using FleetQ.Sdk;
using Microsoft.Extensions.Logging;

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

/// <summary>Makes a file of its key in a folder, with its version in it; a second run of a step fails there.</summary>
[StepHandler("swap.count")]
public sealed partial class CountHandler(ILogger<CountHandler> logger) : IStepHandler<SwapArgs, SwapSeen>
{
    private readonly ILogger logger = logger;

    /// <inheritdoc/>
    public async Task<StepResult<SwapSeen>> HandleAsync(
        SwapArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        var file = new FileStream(Path.Combine(args.File!, args.Key!), FileMode.CreateNew, FileAccess.Write);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Build.Version), CancellationToken.None)
                .ConfigureAwait(false);
        }

        if (args.Key!.EndsWith("00", StringComparison.Ordinal))
        {
            using var scope = logger.BeginScope(args);
            LogCounted(args);
        }

        return new SwapSeen(Build.Version, "");
    }

    [LoggerMessage(1, LogLevel.Information, "Counted {args}")]
    private partial void LogCounted(SwapArgs args);
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
