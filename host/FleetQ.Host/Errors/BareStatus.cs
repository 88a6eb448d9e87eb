namespace FleetQ.Host.Errors;

/// <summary>Gives a body to the answers that routing and the server give without one.</summary>
internal static class BareStatus
{
    public static Problem Explain(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var method = context.Request.Method;
        var detail = status switch
        {
            StatusCodes.Status404NotFound => "There is nothing at this address; GET / lists what there is.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{method} is not for this address; use {context.Response.Headers.Allow.ToString()}.",
            StatusCodes.Status413PayloadTooLarge => "The body is too large.",
            StatusCodes.Status415UnsupportedMediaType =>
                "The body must be JSON; send it with Content-Type: application/json.",
            _ => "The request cannot be answered as it is.",
        };
        return new Problem(status, ErrorType.Of(status), detail);
    }
}
