using System.Globalization;
using System.Text.Json;
using FleetQ.Host.Contracts;
using Microsoft.AspNetCore.WebUtilities;

namespace FleetQ.Host.Errors;

/// <summary>Writes a problem as <c>application/problem+json</c>.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    private const string MediaType = "application/problem+json";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var time = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        response.ContentType = MediaType;
        if (problem.RetryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return Task.CompletedTask;
        }

        var body = new ProblemResponse(
            "about:blank",
            ReasonPhrases.GetReasonPhrase(problem.Status),
            problem.Status,
            problem.Detail,
            problem.ErrorType,
            time.GetUtcNow(),
            httpContext.Request.Path.Value ?? "",
            problem.Errors);
        return response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(body, ContractJson.Options), httpContext.RequestAborted).AsTask();
    }
}
