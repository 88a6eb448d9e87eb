using FleetQ.Host.Contracts;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Endpoints;

/// <summary>Makes answers of the contract's shapes, and tells the reference about them.</summary>
internal static class Answers
{
    private const string ProblemMediaType = "application/problem+json";

    public static IResult Ok<T>(T body, int status = StatusCodes.Status200OK) =>
        Results.Json(body, ContractJson.Options, statusCode: status);

    public static IResult Refuse(Problem problem) => new ProblemResult(problem);

    /// <summary>Says which problems an endpoint answers with, besides those of every request.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemResponse>(status, ProblemMediaType);
        }

        return endpoint;
    }
}
