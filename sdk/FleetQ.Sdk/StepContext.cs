using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk;

/// <summary>What the host knows of one attempt. Made by the host; safe to use from several threads.</summary>
public abstract class StepContext
{
    /// <summary>The step's id, stable over its attempts.</summary>
    public abstract string StepId { get; }

    /// <summary>The task type under which the step was submitted.</summary>
    public abstract string TaskType { get; }

    /// <summary>Which attempt this is, from 1. A drain or a snooze gives its attempt back.</summary>
    public abstract int Attempt { get; }

    /// <summary>How many failed attempts the step may repeat; the last attempt is this plus one.</summary>
    public abstract int MaxRetries { get; }

    /// <summary>Whose step this is; empty when none was named.</summary>
    public abstract string Tenant { get; }

    /// <summary>The JSON object that came with the submit; FleetQ gives it no meaning.</summary>
    public abstract JsonElement Metadata { get; }

    /// <summary>
    /// The key to pass to other systems, so that a repeated attempt has one effect; stable over attempts.
    /// </summary>
    public abstract string IdempotencyKey { get; }

    /// <summary>
    /// A number that grows with every claim of this step: a system that remembers it can refuse an older one.
    /// </summary>
    public abstract long ClaimEpoch { get; }

    /// <summary>A logger whose lines carry the step, its task type and the attempt.</summary>
    public abstract ILogger Logger { get; }

    /// <summary>The clock to use, so that a test can turn it.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>
    /// Says how far the attempt is. Cheap: the host keeps the latest and stores it about once a second.
    /// </summary>
    /// <param name="fraction">From 0 to 1; null when it is unknown.</param>
    /// <param name="message">At most 1,024 characters are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    public abstract void ReportProgress(double? fraction, string? message = null);
}
