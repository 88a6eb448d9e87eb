using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Storage;
using FleetQ.Host.Contracts;
using FleetQ.Host.Errors;
using FleetQ.Host.Requests;
using FleetQ.Host.Security;

namespace FleetQ.Host.Endpoints;

/// <summary>Takes new steps. An answer is sent only after the store has committed them.</summary>
internal static class SubmitEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/submit", SubmitAsync)
            .WithName("Submit").WithTags("Submit").RequireRole(Role.Submitter)
            .WithSummary("Submits one step.")
            .WithDescription(
                "Two forms: {type, args} or {payload: {task_type, …}}. A second submit of the same step_id or "
                + "idempotency key answers 200 with "
                + "deduplicated, and stores nothing. Repeat a submit without answer with the same id or key: it is "
                + "never run twice for that.")
            .TakesHeader(IdempotencyKeys.Header, "Makes a repeated submit return the first step.")
            .Accepts<SubmitRequest>("application/json")
            .Produces<SubmitResponse>(StatusCodes.Status201Created)
            .Produces<SubmitResponse>()
            .Refuses(400, 409, 413, 415, 503);
        app.MapPost("/submit/batch", SubmitAllAsync)
            .WithName("SubmitBatch").WithTags("Submit").RequireRole(Role.Submitter)
            .WithSummary("Submits up to 10,000 steps: all of them are committed, or none.")
            .WithDescription("The body may have 64 MiB. Errors name the index, such as steps[3].priority.")
            .Accepts<BatchRequest>("application/json")
            .Produces<BatchResponse>(StatusCodes.Status201Created)
            .Refuses(400, 409, 413, 415, 503);
    }

    private static async Task<IResult> SubmitAsync(
        HttpRequest request,
        FleetEngine engine,
        SubmitDefaults defaults,
        IHandlerRoutes routes,
        CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        var body = await SubmitBody.ReadAsync(request, defaults, warnings, cancellationToken);
        if (body.IsRefused(out var problem, out var step))
        {
            return Answers.Refuse(problem);
        }

        var answer = await engine.Submitter.SubmitAsync(step, cancellationToken);
        if (answer.Kind is SubmitAnswerKind.KeyConflict)
        {
            return Answers.Refuse(KeyConflict(answer, StepFields.IdempotencyKey));
        }

        var stepId = answer.StepId.Value;
        request.HttpContext.Response.Headers.Location = $"/status/{stepId}";
        warnings.AddRange(TypeWarnings.Find([step.TaskType], engine, routes));
        return answer.Kind is SubmitAnswerKind.Existing
            ? Answers.Ok(new SubmitResponse(
                stepId, SubmitResponse.Submitted, $"Step {stepId} was submitted before", true, Told(warnings)))
            : Answers.Ok(
                new SubmitResponse(
                    stepId, SubmitResponse.Submitted, $"Step {stepId} submitted successfully", false, Told(warnings)),
                StatusCodes.Status201Created);
    }

    private static async Task<IResult> SubmitAllAsync(
        HttpRequest request,
        FleetEngine engine,
        SubmitDefaults defaults,
        IHandlerRoutes routes,
        CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        var body = await BatchBody.ReadAsync(request, defaults, warnings, cancellationToken);
        if (body.IsRefused(out var problem, out var steps))
        {
            return Answers.Refuse(problem);
        }

        var answers = await engine.Submitter.SubmitAllAsync(steps, cancellationToken);
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].Kind is SubmitAnswerKind.KeyConflict)
            {
                return Answers.Refuse(KeyConflict(answers[i], $"steps[{i}].{StepFields.IdempotencyKey}"));
            }
        }

        warnings.AddRange(TypeWarnings.Find(steps.Select(static step => step.TaskType), engine, routes));
        var taken = answers.Select(static answer => new BatchStep(
            answer.StepId.Value, SubmitResponse.Submitted, answer.Kind is SubmitAnswerKind.Existing));
        return Answers.Ok(new BatchResponse([.. taken], Told(warnings)), StatusCodes.Status201Created);
    }

    // Nothing to tell is no field.
    private static List<string>? Told(List<string> warnings) => warnings.Count == 0 ? null : warnings;

    private static Problem KeyConflict(SubmitAnswer answer, string field)
    {
        var error = $"was used for step {answer.StepId} with another body; send the same body, or another key.";
        return Problem.Conflict($"{field} {error} Nothing was stored.") with
        {
            Errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [error] },
        };
    }
}
