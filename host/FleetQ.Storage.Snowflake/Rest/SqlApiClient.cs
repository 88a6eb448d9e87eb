using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Runs statements: asks, waits for those that take long, fetches what else belongs to a result.</summary>
internal sealed class SqlApiClient(SqlApiWire wire, TimeProvider time)
{
    private const string Statements = "/api/v2/statements";

    // The service's own end of a statement says more than ours, so it comes first.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    /// <summary>Runs a statement to its end.</summary>
    /// <exception cref="SqlApiException">It failed, had no answer, or ran out of time.</exception>
    public async ValueTask<SqlApiResult> RunAsync(
        SqlApiStatement statement, bool isAsync, CancellationToken cancellationToken)
    {
        var limit = statement.Timeout + Grace;
        using var timer = limit is { } set ? new CancellationTokenSource(set, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        string? handle = null;
        try
        {
            var path = $"{Statements}?requestId={SqlApiRepeats.NewId()}";
            var reply = await wire.AskAsync(HttpMethod.Post, path, statement.ToJson(), isAsync, either.Token);
            for (var pause = FirstPause; reply.Status is HttpStatusCode.Accepted; pause = Longer(pause))
            {
                handle = HandleIn(reply.Body);
                await Task.Delay(pause, time, either.Token);
                reply = await wire.AskAsync(HttpMethod.Get, PathOf(handle), body: null, isAsync, either.Token);
            }

            return SqlApiResult.Read(reply.Body);
        }
        catch (SqlApiException exception) when (statement.IsScript || (handle is not null && !exception.IsVerdict))
        {
            throw exception.AfterUnknown();
        }
        catch (OperationCanceledException exception)
        {
            if (handle is not null)
            {
                await CancelAsync(handle, isAsync);
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw handle is null && exception.InnerException is SqlApiException failure
                ? failure
                : SqlApiErrors.OfTimeout(limit.GetValueOrDefault(), exception);
        }
    }

    /// <summary>Fetches a further part of a result's rows.</summary>
    public async ValueTask<JsonDocument> GetPartitionAsync(
        string handle, int partition, bool isAsync, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{PathOf(handle)}?partition={partition}");
        try
        {
            var reply = await wire.AskAsync(HttpMethod.Get, path, body: null, isAsync, cancellationToken);
            return SqlApiResult.Parse(reply.Body);
        }
        catch (SqlApiException exception) when (exception.Effect is not SqlApiEffect.Done)
        {
            throw new SqlApiException(exception.Number, exception.Message, SqlApiEffect.Done, exception);
        }
    }

    /// <summary>Fetches the result of one of a script's statements.</summary>
    public async ValueTask<SqlApiResult> GetResultAsync(
        string handle, bool isAsync, CancellationToken cancellationToken)
    {
        var reply = await wire.AskAsync(HttpMethod.Get, PathOf(handle), body: null, isAsync, cancellationToken);
        return SqlApiResult.Read(reply.Body);
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static string PathOf(string handle) => $"{Statements}/{Uri.EscapeDataString(handle)}";

    private static string HandleIn(byte[] body)
    {
        using var document = SqlApiResult.Parse(body);
        return document.RootElement.TryGetProperty("statementHandle", out var handle)
            && handle.ValueKind is JsonValueKind.String
            ? handle.GetString()!
            : throw SqlApiErrors.OfUnreadable("A statement that still runs has no handle.", cause: null);
    }

    private async ValueTask CancelAsync(string handle, bool isAsync)
    {
        using var limit = new CancellationTokenSource(CancelLimit, time);
        try
        {
            var path = $"{PathOf(handle)}/cancel?requestId={SqlApiRepeats.NewId()}";
            await wire.AskAsync(HttpMethod.Post, path, [], isAsync, limit.Token);
        }
        catch (Exception exception) when (exception is SqlApiException or OperationCanceledException)
        {
            // The statement ended meanwhile, or the service does not answer and its own timeout ends it.
        }
    }
}
