using System.Text.Json;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>Attempts of made-up steps.</summary>
internal static class Attempts
{
    public static Attempt Of(string taskType, string arguments, Action<double?, string?>? onProgress = null) => new(
        new Claim
        {
            Key = new ClaimKey(new StepId("my-1"), 3),
            Pod = new PodIdentity(new PodId("pod-1"), "incarnation-1"),
            TaskType = new TaskType(taskType),
            Sequence = 11,
            Attempt = 2,
            MaxRetries = 5,
            Losses = 0,
            Priority = 0,
            Tenant = "blue",
            Payload = arguments,
            PayloadForm = PayloadForm.Args,
            Metadata = """{"user":"alice"}""",
        },
        arguments,
        onProgress ?? ((_, _) => { }));

    public static Attempt Named(this Attempt attempt, string stepId) => attempt with
    {
        Claim = attempt.Claim with { Key = new ClaimKey(new StepId(stepId), attempt.Claim.Key.Epoch) },
    };

    public static Task<AttemptResult> RunAsync(this PluginCatalog catalog, string taskType, string arguments) =>
        catalog.RunAsync(Of(taskType, arguments), TestContext.Current.CancellationToken);

    public static Task<AttemptResult> RunAsync(
        this PluginCatalog catalog, Attempt attempt, CancellationToken cancellationToken)
    {
        var route = catalog.Find(attempt.Claim.TaskType);
        Assert.NotNull(route);
        return route.Runner.RunAsync(attempt, cancellationToken);
    }

    /// <summary>The completed attempt's result as JSON.</summary>
    public static JsonElement Json(this AttemptResult result)
    {
        Assert.Null(result.Error);
        Assert.Equal(AttemptEnd.Completed, result.End);
        return JsonElement.Parse(result.Result!);
    }
}
