using System.Globalization;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.TestKit;

/// <summary>Makes what tests need, with good values for what a test does not care about.</summary>
public static class Factory
{
    private static int last;

    public static TaskType EchoType { get; } = new("echo");

    public static PluginIdentity Plugin { get; } = new("Tests", "1.0.0", new string('a', 64));

    public static StepId StepId() => new($"step_{Next():D6}");

    public static NewStep Step(string type = "echo", int priority = 0, int maxRetries = 3) => new()
    {
        StepId = StepId(),
        TaskType = new TaskType(type),
        Payload = """{"n":1}""",
        Priority = priority,
        MaxRetries = maxRetries,
    };

    public static IReadOnlyList<NewStep> Steps(int count, string type = "echo", int maxRetries = 3) =>
        [.. Enumerable.Range(0, count).Select(_ => Step(type, maxRetries: maxRetries))];

    public static PodIdentity Identity(string name = "pod-a") =>
        new(new PodId(name), "i" + Next().ToString("D6", CultureInfo.InvariantCulture));

    public static PodRegistration Registration(
        PodIdentity identity, int capacityMax = 8, params string[] types) => new()
        {
            Identity = identity,
            CapacityMax = capacityMax,
            Version = "1.2.3",
            HostName = "machine",
            TaskTypes = [.. (types.Length == 0 ? ["echo"] : types).Select(static type => new TaskType(type))],
            Plugins = "[]",
        };

    public static PodRegistration Registration(string name = "pod-a") => Registration(Identity(name));

    public static ClaimRequest ClaimRequest(PodIdentity pod, int limit = 10, params string[] types) => new(
        pod,
        limit,
        [.. (types.Length == 0 ? ["echo"] : types).Select(type => new TypeRoom(new TaskType(type), limit))]);

    public static Claim Claim(PodIdentity pod, NewStep step, long epoch = 1, int attempt = 1, int losses = 0) => new()
    {
        Key = new ClaimKey(step.StepId, epoch),
        Pod = pod,
        TaskType = step.TaskType,
        Sequence = Next(),
        Attempt = attempt,
        MaxRetries = step.MaxRetries,
        Losses = losses,
        Priority = step.Priority,
        Tenant = step.Tenant,
        Payload = step.Payload,
        PayloadForm = step.PayloadForm,
        Metadata = step.Metadata,
        Timeout = step.Timeout,
        Retry = step.Retry,
        TraceParent = step.TraceParent,
    };

    public static Outcome Completed(ClaimKey key, string? result = null) =>
        new() { Key = key, Kind = OutcomeKind.Completed, Result = result, Plugin = Plugin };

    public static Outcome Retry(ClaimKey key, TimeSpan delay, string message = "no luck") => new()
    {
        Key = key,
        Kind = OutcomeKind.Retry,
        Delay = delay,
        Error = StepError.Of(message, "System.Exception"),
        Plugin = Plugin,
    };

    public static Outcome Failed(ClaimKey key, string message = "no luck") => new()
    {
        Key = key,
        Kind = OutcomeKind.Failed,
        Error = StepError.Of(message, "System.Exception"),
        Plugin = Plugin,
    };

    public static Outcome Released(ClaimKey key) => new() { Key = key, Kind = OutcomeKind.Released };

    public static Outcome Snoozed(ClaimKey key, TimeSpan delay) =>
        new() { Key = key, Kind = OutcomeKind.Snoozed, Delay = delay };

    private static int Next() => Interlocked.Increment(ref last);
}
