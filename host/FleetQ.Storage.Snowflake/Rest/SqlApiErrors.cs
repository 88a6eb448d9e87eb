using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Turns answers and faults of the network into exceptions.</summary>
internal static class SqlApiErrors
{
    // Numbers of the client itself are those of the official driver.
    public const int Internal = 270001;
    public const int InvalidConversion = 270003;
    public const int MissingProperty = 270006;
    public const int Timeout = 270007;
    public const int InvalidAddress = 270008;
    public const int UnknownAuthenticator = 270011;
    public const int UnreadableKey = 270052;
    public const int UnsupportedType = 270053;
    public const int InvalidProperty = 270055;

    private const int Cancelled = 604;
    private const int SignInRefused = 390100;

    /// <summary>Of an answer that is neither a result nor a promise of one.</summary>
    public static SqlApiException OfAnswer(HttpStatusCode status, TimeSpan? retryAfter, ReadOnlyMemory<byte> body)
    {
        var (number, message, state, queryId) = Read(body);
        var effect = status switch
        {
            HttpStatusCode.RequestTimeout => SqlApiEffect.Unknown,
            HttpStatusCode.UnprocessableEntity when number is Cancelled => SqlApiEffect.Unknown,
            // What stands between us and the service may say these after it passed the statement on.
            >= HttpStatusCode.InternalServerError => SqlApiEffect.Unknown,
            _ => SqlApiEffect.None,
        };
        return new SqlApiException(
            number ?? NumberOf(status),
            message ?? $"The service answered HTTP {(int)status}.",
            effect,
            number is null ? new HttpRequestException(message: null, inner: null, status) : null)
        {
            State = state,
            QueryId = queryId,
            IsRepeatable = status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
            IsVerdict = status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestTimeout,
            RetryAfter = retryAfter,
        };
    }

    /// <summary>Of a request that had no answer.</summary>
    public static SqlApiException OfNetwork(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new SqlApiException(
            // Only a result is that long, so the statement was run.
            Internal, "The answer is longer than the limit.", SqlApiEffect.Done, exception),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        } => new SqlApiException(
            Internal, $"The service is not reached: {exception.Message}", SqlApiEffect.None, exception)
        {
            IsRepeatable = true,
        },
        _ => new SqlApiException(
            Internal, $"The connection broke before the answer: {exception.Message}", SqlApiEffect.Unknown, exception)
        {
            IsRepeatable = true,
        },
    };

    /// <summary>Of an answer that says success and cannot be read.</summary>
    public static SqlApiException OfUnreadable(string fact, Exception? cause) =>
        new(Internal, $"The service's answer cannot be read: {fact}", SqlApiEffect.Done, cause);

    /// <summary>Of a statement that ran out of its time.</summary>
    public static SqlApiException OfTimeout(TimeSpan limit, Exception cause) => new(
        Timeout,
        string.Create(CultureInfo.InvariantCulture, $"There was no answer within {limit.TotalSeconds:0.#} s."),
        SqlApiEffect.Unknown,
        cause);

    private static int NumberOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout => Cancelled,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => SignInRefused,
        // Somebody else answers there: the host, or the account in it, is wrong.
        < HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => InvalidAddress,
        _ => Internal,
    };

    private static (int? Number, string? Message, string? State, string? QueryId) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind is not JsonValueKind.Object
                ? default
                : (NumberIn(root), TextIn(root, "message"), TextIn(root, "sqlState"), TextIn(root, "statementHandle"));
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: the status says it.
            return default;
        }
    }

    private static int? NumberIn(JsonElement root) =>
        int.TryParse(TextIn(root, "code"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string? TextIn(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
