using System.Text.Json;
using FleetQ.Engine.Dispatching;
using FleetQ.Sdk;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Running;

/// <summary>The attempt as its handler sees it.</summary>
internal sealed class HostStepContext(Attempt attempt, ILogger logger, TimeProvider time) : StepContext
{
    private const int MessageLengthMax = 1_024;

    private readonly Lazy<JsonElement> metadata = new(() =>
    {
        using var document = JsonDocument.Parse(attempt.Claim.Metadata);
        return document.RootElement.Clone();
    });

    private volatile bool hasEnded;

    /// <inheritdoc/>
    public override string StepId => attempt.Claim.Key.StepId.Value;

    /// <inheritdoc/>
    public override string TaskType => attempt.Claim.TaskType.Value;

    /// <inheritdoc/>
    public override int Attempt => attempt.Claim.Attempt;

    /// <inheritdoc/>
    public override int MaxRetries => attempt.Claim.MaxRetries;

    /// <inheritdoc/>
    public override string Tenant => attempt.Claim.Tenant;

    /// <inheritdoc/>
    public override JsonElement Metadata => metadata.Value;

    /// <inheritdoc/>
    public override string IdempotencyKey => "idempotent_" + StepId;

    /// <inheritdoc/>
    public override long ClaimEpoch => attempt.Claim.Key.Epoch;

    /// <inheritdoc/>
    public override ILogger Logger => logger;

    /// <inheritdoc/>
    public override TimeProvider Time => time;

    /// <inheritdoc/>
    public override void ReportProgress(double? fraction, string? message = null)
    {
        if (fraction is { } value && !(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A fraction must be from 0 to 1.");
        }

        // What a handler left running says after its end is about nothing any more.
        if (!hasEnded)
        {
            Report(fraction, Cut(message));
        }
    }

    /// <summary>The attempt is over.</summary>
    public void End() => hasEnded = true;

    // A timer of the host that begins here would otherwise keep what the plugin put into its flow, for ever.
    private void Report(double? fraction, string? message)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            attempt.OnProgress(fraction, message);
            return;
        }

        using var quiet = ExecutionContext.SuppressFlow();
        attempt.OnProgress(fraction, message);
    }

    private static string? Cut(string? message)
    {
        if (message is not { Length: > MessageLengthMax })
        {
            return message;
        }

        var length = char.IsHighSurrogate(message[MessageLengthMax - 1]) ? MessageLengthMax - 1 : MessageLengthMax;
        return message[..length];
    }
}
