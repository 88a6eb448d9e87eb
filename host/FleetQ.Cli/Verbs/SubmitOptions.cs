using System.CommandLine;
using FleetQ.Cli.Output;
using FleetQ.Client;

namespace FleetQ.Cli.Verbs;

/// <summary>What can be said of a step that is submitted.</summary>
internal sealed class SubmitOptions
{
    private readonly Option<string?> stepId = new("--step-id")
    {
        Description = "Its id: a second submit of it is the first.",
    };

    private readonly Option<string?> key = new("--key") { Description = "Its idempotency key." };

    private readonly Option<int?> priority = new("--priority", "-p") { Description = "Higher is claimed first." };

    private readonly Option<double?> delay = new("--delay")
    {
        Description = "Start in so many seconds at the earliest.",
    };

    private readonly Option<string?> tenant = new("--tenant") { Description = "Whose work it is." };

    private readonly Option<string[]> tags = new("--tag")
    {
        Description = "What it can be found by; may be repeated.",
    };

    private readonly Option<int?> retries = new("--retries")
    {
        Description = "How many failed attempts are repeated, 0 to 100.",
    };

    private readonly Option<double?> timeout = new("--timeout")
    {
        Description = "The longest that one attempt may run, in seconds.",
    };

    private readonly Option<string?> metadata = new("--metadata") { Description = "A JSON object to keep with it." };

    public IReadOnlyList<Option> All =>
        [stepId, key, priority, delay, tenant, tags, retries, timeout, metadata];

    /// <summary>The step that was described.</summary>
    /// <exception cref="UsageException">A text is no JSON object.</exception>
    public StepSubmission Read(VerbCall call, string taskType, string? args) => new()
    {
        TaskType = taskType,
        Args = args is null ? null : CliJson.ReadObject(args, "ARGS"),
        Metadata = call.Get(metadata) is { } text ? CliJson.ReadObject(text, "--metadata") : null,
        StepId = call.Get(stepId),
        IdempotencyKey = call.Get(key),
        Priority = call.Get(priority),
        Delay = SecondsOf(call.Get(delay)),
        Tenant = call.Get(tenant),
        Tags = call.Get(tags) is { Length: > 0 } given ? given : null,
        MaxRetries = call.Get(retries),
        Timeout = SecondsOf(call.Get(timeout)),
    };

    /// <summary>The one that was given though a file says it for each step; null when none was.</summary>
    public Option? FindGiven(VerbCall call) => All.FirstOrDefault(call.Has);

    private static TimeSpan? SecondsOf(double? seconds) =>
        seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
