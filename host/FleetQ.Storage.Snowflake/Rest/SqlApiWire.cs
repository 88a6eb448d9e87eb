using System.Net;
using System.Net.Http.Headers;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Sends requests, signed in, and repeats what had no answer.</summary>
internal sealed class SqlApiWire(
    HttpClient http, Uri origin, ISqlApiSignIn signIn, SqlApiRepeats repeats, TimeProvider time)
{
    // The service answers after 45 s at the latest, if only to say that the statement still runs.
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(75);

    private readonly HttpClient http = http;
    private readonly Uri origin = origin;
    private readonly ISqlApiSignIn signIn = signIn;
    private readonly TimeProvider time = time;

    /// <summary>Asks for something; returns the answer to the first try that has one.</summary>
    /// <param name="method">How.</param>
    /// <param name="path">Where, with its query.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="isAsync">False: input and output are done on the caller's thread, but for new connections and for
    /// repeats.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<SqlApiReply> AskAsync(
        HttpMethod method, string path, byte[]? body, bool isAsync, CancellationToken cancellationToken)
    {
        var question = new Question(this, method, path, body, isAsync);
        try
        {
            return await repeats.Pipeline.ExecuteAsync(
                static (question, token) => question.TryAsync(token), question, cancellationToken);
        }
        catch (SqlApiException exception) when (question.MayHaveArrived)
        {
            throw exception.AfterUnknown();
        }
        catch (OperationCanceledException exception) when (question.Failure is { } failure)
        {
            // Cancelled between two tries: the last one knows more than the clock.
            throw new OperationCanceledException(
                exception.Message, question.MayHaveArrived ? failure.AfterUnknown() : failure, cancellationToken);
        }
    }

    private sealed class Question(SqlApiWire wire, HttpMethod method, string path, byte[]? body, bool isAsync)
    {
        private int tries;

        /// <summary>Whether a try ended without an answer after it may have reached the service.</summary>
        public bool MayHaveArrived { get; private set; }

        /// <summary>How the last try ended; null while one is under way.</summary>
        public SqlApiException? Failure { get; private set; }

        public async ValueTask<SqlApiReply> TryAsync(CancellationToken cancellationToken)
        {
            // The service keeps a statement's first execution by its request's id, and answers a repeat with it.
            var address = new Uri(wire.origin, tries++ > 0 && body is not null ? path + "&retry=true" : path);
            Failure = null;
            try
            {
                var token = wire.signIn.GetToken();
                var answer = await SendAsync(address, token, cancellationToken);
                if (IsRefusal(answer.Status) && wire.signIn.TryReplace(token))
                {
                    answer = await SendAsync(address, wire.signIn.GetToken(), cancellationToken);
                }

                return answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted
                    ? new SqlApiReply(answer.Status, answer.Body)
                    : throw SqlApiErrors.OfAnswer(answer.Status, answer.RetryAfter, answer.Body);
            }
            catch (SqlApiException exception)
            {
                Failure = exception;
                MayHaveArrived |= exception.Effect is SqlApiEffect.Unknown && !exception.IsVerdict;
                throw;
            }
        }

        private static bool IsRefusal(HttpStatusCode status) =>
            status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

        private async ValueTask<(HttpStatusCode Status, TimeSpan? RetryAfter, byte[] Body)> SendAsync(
            Uri address, string token, CancellationToken cancellationToken)
        {
            using var limit = new CancellationTokenSource(TryLimit, wire.time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            using var request = NewRequest(address, token);
            try
            {
                // Both read the whole answer, up to the client's limit.
                using var response = isAsync
                    ? await wire.http.SendAsync(request, either.Token)
                    : Send(wire.http, request, either.Token);
                var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
                return (response.StatusCode, response.Headers.RetryAfter?.Delta, bytes);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                throw SqlApiErrors.OfNetwork(exception);
            }
            catch (OperationCanceledException exception)
                when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw SqlApiErrors.OfNetwork(exception);
            }
        }

        private static HttpResponseMessage Send(
            HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken) =>
            http.Send(request, cancellationToken);

        private HttpRequestMessage NewRequest(Uri address, string token)
        {
            var request = new HttpRequestMessage(method, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("X-Snowflake-Authorization-Token-Type", wire.signIn.TokenType);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            return request;
        }
    }
}
