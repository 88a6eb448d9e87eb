using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;
using FleetQ.Host.Contracts;
using FleetQ.Host.Errors;
using FleetQ.Host.Requests;
using FleetQ.Host.Security;
using Microsoft.AspNetCore.Mvc;

namespace FleetQ.Host.Endpoints;

/// <summary>Finds steps, and does to them what operators ask for.</summary>
internal static class StepsEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/steps", SearchAsync)
            .WithName("SearchSteps").WithTags("Read").RequireRole(Role.Viewer)
            .WithSummary("Searches steps, newest first.")
            .TakesFilters(SearchQuery.Parameters)
            .Produces<StepPage>()
            .Refuses(400, 503);
        app.MapGet("/dead-letters", DeadLettersAsync)
            .WithName("ListDeadLetters").WithTags("Read").RequireRole(Role.Viewer)
            .WithSummary("Lists steps that failed for good, newest first.")
            .TakesFilters(SearchQuery.ParametersOfDeadLetters)
            .Produces<DeadLetterPage>()
            .Refuses(400, 503);
        app.MapPost("/dead-letters/discard", DiscardAsync)
            .WithName("DiscardDeadLetters").WithTags("Act").RequireRole(Role.Operator)
            .WithSummary("Deletes steps that failed for good: some by their ids, those of a task type, or all.")
            .Accepts<DiscardRequest>("application/json")
            .Produces<DiscardResponse>()
            .Refuses(400, 415, 503);
        app.MapPost("/steps/{step_id}/cancel", CancelAsync)
            .WithName("CancelStep").WithTags("Act").RequireRole(Role.Operator)
            .WithSummary("Cancels a step that has not ended; a running handler sees its token cancelled.")
            .Accepts<CancelRequest>(isOptional: true, "application/json")
            .Produces<StepChangeResponse>()
            .Refuses(400, 404, 409, 415, 503);
        app.MapPost("/steps/{step_id}/retry", RetryAsync)
            .WithName("RetryStep").WithTags("Act").RequireRole(Role.Operator)
            .WithSummary("Lets a failed, cancelled or expired step run again, with all its attempts before it.")
            .Produces<StepChangeResponse>()
            .Refuses(404, 409, 503);
        app.MapPatch("/steps/{step_id}", AmendAsync)
            .WithName("AmendStep").WithTags("Act").RequireRole(Role.Operator)
            .WithSummary("Changes the priority or the earliest start of a step that waits.")
            .Accepts<AmendRequest>("application/json")
            .Produces<StepChangeResponse>()
            .Refuses(400, 404, 409, 415, 503);
    }

    private static async Task<IResult> SearchAsync(
        HttpRequest request, IReadStore store, CancellationToken cancellationToken)
    {
        if (SearchQuery.Read(request.Query).IsRefused(out var problem, out var query))
        {
            return Answers.Refuse(problem);
        }

        var (steps, next) = await FindPageAsync(query, store, cancellationToken);
        return Answers.Ok(new StepPage(steps, steps.Count, next));
    }

    private static async Task<IResult> DeadLettersAsync(
        HttpRequest request, IReadStore store, CancellationToken cancellationToken)
    {
        if (SearchQuery.ReadDeadLetters(request.Query).IsRefused(out var problem, out var query))
        {
            return Answers.Refuse(problem);
        }

        var (steps, next) = await FindPageAsync(query, store, cancellationToken);
        return Answers.Ok(new DeadLetterPage(steps, steps.Count, next));
    }

    private static async Task<(IReadOnlyList<StepSummary> Steps, string? Next)> FindPageAsync(
        StepQuery query, IReadStore store, CancellationToken cancellationToken)
    {
        var page = await store.SearchStepsAsync(query, cancellationToken);
        var next = page.Count == query.Limit ? PageCursor.Write(page[^1].Sequence) : null;
        return ([.. page.Select(static step => step.ToSummary())], next);
    }

    private static async Task<IResult> CancelAsync(
        [FromRoute(Name = "step_id")] string stepId,
        HttpRequest request,
        FleetEngine engine,
        CancellationToken cancellationToken)
    {
        var body = await OperatorBodies.ReadCancelAsync(request, cancellationToken);
        if (body.IsRefused(out var problem, out var cancel))
        {
            return Answers.Refuse(problem);
        }

        return await ChangeAsync(
            stepId,
            id => engine.StepOperator.CancelAsync(id, cancel.Reason, cancellationToken),
            "was cancelled",
            "only a step that has not ended can be cancelled");
    }

    private static Task<IResult> RetryAsync(
        [FromRoute(Name = "step_id")] string stepId, FleetEngine engine, CancellationToken cancellationToken) =>
        ChangeAsync(
        stepId,
        id => engine.StepOperator.RetryAsync(id, cancellationToken),
        "runs again",
        "only a failed, cancelled or expired step can run again");

    private static async Task<IResult> DiscardAsync(
        HttpRequest request, FleetEngine engine, CancellationToken cancellationToken)
    {
        var body = await OperatorBodies.ReadDiscardAsync(request, cancellationToken);
        if (body.IsRefused(out var problem, out var discard))
        {
            return Answers.Refuse(problem);
        }

        var discarded = discard.StepIds is { } ids
            ? await engine.StepOperator.DiscardAsync([.. ids.Select(static id => new StepId(id))], cancellationToken)
            : await engine.StepOperator.DiscardAsync(
                discard.Type is { } type ? new TaskType(type) : null,
                discard.Limit ?? DiscardBody.CountMax,
                cancellationToken);
        return Answers.Ok(new DiscardResponse(discarded, $"{discarded} dead letters were discarded"));
    }

    private static async Task<IResult> AmendAsync(
        [FromRoute(Name = "step_id")] string stepId,
        HttpRequest request,
        FleetEngine engine,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var body = await OperatorBodies.ReadAmendAsync(request, time.GetUtcNow(), cancellationToken);
        if (body.IsRefused(out var problem, out var amend))
        {
            return Answers.Refuse(problem);
        }

        return await ChangeAsync(
            stepId,
            id => engine.StepOperator.AmendAsync(id, amend.Priority, amend.NotBefore, cancellationToken),
            "was changed",
            "only a step that waits can be changed");
    }

    private static async Task<IResult> ChangeAsync(
        string stepId, Func<StepId, Task<OperatorAnswer>> change, string done, string rule)
    {
        if (!StepId.IsValid(stepId) || await change(new StepId(stepId)) is not { Status: { } status } answer)
        {
            return Answers.Refuse(Problem.StepNotFound(stepId));
        }

        return answer.Changed
            ? Answers.Ok(new StepChangeResponse(stepId, status.ToWord(), $"Step {stepId} {done}"))
            : Answers.Refuse(Problem.Conflict($"Step {stepId} is {status.ToWord()}; {rule}."));
    }
}
