using System.Text.Json;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>What holds for every answer to every request, whatever was sent.</summary>
internal static class EdgeOracle
{
    private static readonly string[] ErrorTypes =
    [
        "validation_error", "not_found", "permission_denied", "conflict", "rate_limited", "queue_full",
        "database_error", "internal_error",
    ];

    private static readonly string[] Telltales =
        ["   at ", "Exception", "select ", "insert into", ".cs:line", "SQLite"];

    /// <summary>Fails on an answer that no request may have.</summary>
    public static void Check(Answer answer)
    {
        Assert.True(
            answer.Status < 500 || (answer.Status is 503 or 507 && answer.Headers.ContainsKey("Retry-After")),
            $"{answer.Status}: {answer.Text}");
        CheckHeaders(answer);
        if (answer.Status >= 400)
        {
            CheckProblem(answer);
        }
    }

    private static void CheckHeaders(Answer answer)
    {
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Contains("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("Server", answer.Headers.Keys);
        Assert.DoesNotContain("X-Evil", answer.Headers.Keys);
        Assert.DoesNotContain("X-Powered-By", answer.Headers.Keys);
    }

    private static void CheckProblem(Answer answer)
    {
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(answer.Status, answer.Json.GetProperty("status").GetInt32());
        Assert.Contains(answer.Json.GetProperty("error_type").GetString(), ErrorTypes);
        Assert.NotEmpty(answer.Detail);
        Assert.All(Telltales, sign => Assert.DoesNotContain(sign, answer.Detail, StringComparison.Ordinal));

        // What came in stands in it only as letters and escapes: no page, log or terminal can take it for its own.
        Assert.DoesNotContain(answer.Text, static c => c is '<' or '>' or '&' or '\'' or > '~' || char.IsControl(c));
        Assert.Equal(JsonValueKind.Object, answer.Json.ValueKind);
    }
}
