using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Host.Contracts;
using FleetQ.Host.Errors;
using FleetQ.Host.Requests;
using FleetQ.Host.Security;
using Microsoft.AspNetCore.Mvc;

namespace FleetQ.Host.Endpoints;

/// <summary>Shows one step, at once or when it has ended.</summary>
internal static class StatusEndpoints
{
    private const string Wait = "wait";
    private const double WaitSecondsMax = 60;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/status/{step_id}", StatusAsync)
            .WithName("GetStatus").WithTags("Read").RequireRole(Role.Viewer)
            .WithSummary("Shows a step.")
            .WithDescription(
                "With ?wait=30 the answer waits up to so many seconds (60 at most) until the step has ended; then it "
                + "shows the step as it is.")
            .Takes(Wait, "Seconds to wait for the step's end, 0 to 60.")
            .Produces<StepResponse>()
            .Refuses(400, 404, 503);
        app.MapGet("/idempotency/{step_id}", IdempotencyKey)
            .WithName("GetIdempotencyKey").WithTags("Read").RequireRole(Role.Viewer)
            .WithSummary("The key that a step's handler passes to other systems; it depends on the id only.")
            .Produces<IdempotencyKeyResponse>()
            .Refuses(404);
    }

    private static async Task<IResult> StatusAsync(
        [FromRoute(Name = "step_id")] string stepId,
        HttpRequest request,
        FleetEngine engine,
        IReadStore store,
        DrainSignal drain,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var query = new QueryReader(request.Query, errors);
        query.RefuseUnknown([Wait]);
        var wait = query.FindSeconds(Wait, 0, WaitSecondsMax) ?? TimeSpan.Zero;
        if (errors.Any)
        {
            return Answers.Refuse(errors.ToProblem());
        }

        if (!StepId.IsValid(stepId))
        {
            return Answers.Refuse(Problem.StepNotFound(stepId));
        }

        var step = await ReadAsync(new StepId(stepId), wait, engine, store, drain, cancellationToken);
        return step is null ? Answers.Refuse(Problem.StepNotFound(stepId)) : Answers.Ok(step.ToResponse());
    }

    // A pod that stops lets its waiting readers go with what is known, so that they can ask another pod.
    private static async Task<Step?> ReadAsync(
        StepId stepId,
        TimeSpan wait,
        FleetEngine engine,
        IReadStore store,
        DrainSignal drain,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Drained);
        try
        {
            return await engine.StepWatch.WaitForEndAsync(stepId, wait, either.Token);
        }
        catch (OperationCanceledException) when (drain.Drained.IsCancellationRequested)
        {
            return await store.FindStepAsync(stepId, cancellationToken);
        }
    }

    private static IResult IdempotencyKey([FromRoute(Name = "step_id")] string stepId) => StepId.IsValid(stepId)
        ? Answers.Ok(new IdempotencyKeyResponse(stepId, $"idempotent_{stepId}"))
        : Answers.Refuse(Problem.StepNotFound(stepId));
}
