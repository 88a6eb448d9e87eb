using System.Collections.Concurrent;
using System.Text.Json;
using FleetQ.Sdk;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Plugins.Tests;

/// <summary>An attempt without a host.</summary>
internal sealed class FakeStepContext(int attempt = 1, TimeProvider? time = null) : StepContext
{
    public ConcurrentQueue<double?> Progress { get; } = [];

    public override string StepId => "step_1";

    public override string TaskType => "test";

    public override int Attempt => attempt;

    public override int MaxRetries => 3;

    public override string Tenant => string.Empty;

    public override JsonElement Metadata { get; } = JsonSerializer.SerializeToElement(new { });

    public override string IdempotencyKey => "step_1-key";

    public override long ClaimEpoch => attempt;

    public override ILogger Logger => NullLogger.Instance;

    public override TimeProvider Time { get; } = time ?? TimeProvider.System;

    public override void ReportProgress(double? fraction, string? message = null) => Progress.Enqueue(fraction);
}
