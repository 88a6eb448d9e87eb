using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FleetQ.Client.Http;
using FleetQ.Client.Json;

namespace FleetQ.Client;

/// <summary>
/// Submits steps to a fleet and reads what became of them; <see cref="Fleet"/> operates the fleet itself.
/// </summary>
/// <remarks>
/// Thread-safe; keep one for the life of the program. A request that a pod refuses with 429 or 503 is repeated after
/// the pause that it asks for, one that a dead pod lost goes to the next, as far as a repeat is safe: each submit
/// carries a step id or an idempotency key, so a repeat never makes a second step.
/// </remarks>
public sealed class FleetQClient : IDisposable
{
    private const int DiscardsMax = 1_000;

    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookWithoutLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterEarlyAnswer = TimeSpan.FromMilliseconds(250);

    private readonly FleetTransport transport;
    private readonly TimeProvider time;
    private readonly HttpClient? owned;

    /// <summary>Makes a client with connections of its own.</summary>
    /// <exception cref="ArgumentException">An address is no absolute http or https address.</exception>
    public FleetQClient(FleetQClientOptions options)
        : this(options, NewHttpClient(), isOwned: true)
    {
    }

    /// <summary>Makes a client over one of yours, from an IHttpClientFactory for instance.</summary>
    /// <param name="options">Which pods, and how patient.</param>
    /// <param name="http">Not disposed with this; its own timeout counts too.</param>
    public FleetQClient(FleetQClientOptions options, HttpClient http)
        : this(options, http, isOwned: false)
    {
    }

    private FleetQClient(FleetQClientOptions options, HttpClient http, bool isOwned)
    {
        transport = new FleetTransport(options, http);
        time = options.Time;
        owned = isOwned ? http : null;
        Fleet = new FleetOperations(transport);
    }

    /// <summary>What operators ask of the fleet.</summary>
    public FleetOperations Fleet { get; }

    /// <summary>Submits one step; returns when the store has committed it.</summary>
    /// <exception cref="FleetQException">It was refused, and nothing was stored; or no pod answered.</exception>
    public async Task<SubmitAnswer> SubmitAsync(StepSubmission step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var keyed = WithKey(step);
        var answer = await PostAsync(
            "/submit", keyed, ClientJson.Plain.StepSubmission, ClientJson.Plain.SubmitAnswer, cancellationToken)
            .ConfigureAwait(false);
        // Under a key that the client made, an earlier step can only be an earlier try of this call.
        return ReferenceEquals(keyed, step) ? answer : answer with { Deduplicated = false };
    }

    /// <summary>Submits up to 10,000 steps: all of them are committed, or none.</summary>
    /// <exception cref="FleetQException">One was refused, and nothing was stored; or no pod answered.</exception>
    public async Task<BatchAnswer> SubmitAllAsync(
        IEnumerable<StepSubmission> steps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var given = steps.ToArray();
        var keyed = Array.ConvertAll(given, WithKey);
        var answer = await PostAsync(
            "/submit/batch",
            new BatchBody(keyed),
            ClientJson.Plain.BatchBody,
            ClientJson.Plain.BatchAnswer,
            cancellationToken).ConfigureAwait(false);
        var own = answer.Steps.Zip(
            given.Zip(keyed, ReferenceEquals),
            static (step, isCallersKey) => isCallersKey ? step : step with { Deduplicated = false });
        return answer with { Steps = [.. own] };
    }

    /// <summary>Reads a step.</summary>
    /// <exception cref="FleetQException">There is none (<see cref="FleetQErrors.NotFound"/>), or no answer.</exception>
    public Task<StepDetails> GetStepAsync(string stepId, CancellationToken cancellationToken) =>
        LookAsync(stepId, TimeSpan.Zero, cancellationToken);

    /// <summary>Reads a step when it has ended, or when the wait is over.</summary>
    /// <param name="stepId">Which.</param>
    /// <param name="wait">How long the pod may hold the answer; 60 seconds at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<StepDetails> GetStepAsync(string stepId, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, LookMax);
        return LookAsync(stepId, wait, cancellationToken);
    }

    /// <summary>Reads a step; null when there is none.</summary>
    public async Task<StepDetails?> FindStepAsync(string stepId, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(stepId, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
        catch (FleetQException refusal) when (refusal.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Waits until a step has ended, by long polls.</summary>
    /// <param name="stepId">Which.</param>
    /// <param name="limit">How long; null for as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The step, ended; or as it is when the limit was over first, which <see cref="StepStatuses.HasEnded"/> tells.
    /// </returns>
    public async Task<StepDetails> WaitForEndAsync(
        string stepId, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var look = time.GetTimestamp();
            var left = limit - time.GetElapsedTime(start) ?? LookWithoutLimit;
            var wait = TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, LookWithoutLimit.Ticks));
            var step = await LookAsync(stepId, wait, cancellationToken).ConfigureAwait(false);
            if (step.Status.HasEnded() || time.GetElapsedTime(start) >= limit)
            {
                return step;
            }

            // A pod that drains lets its readers go at once.
            if (time.GetElapsedTime(look) < PauseAfterEarlyAnswer)
            {
                await Task.Delay(PauseAfterEarlyAnswer, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Finds steps, newest first, a page at a time as they are read.</summary>
    public IAsyncEnumerable<StepSummary> SearchAsync(
        StepSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        return PageThroughAsync(search.ToPath, cancellationToken);
    }

    /// <summary>Lists the steps that failed for good, newest first, a page at a time as they are read.</summary>
    /// <param name="taskType">Only of this task type; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<StepSummary> ListDeadLettersAsync(
        string? taskType = null, CancellationToken cancellationToken = default) =>
        PageThroughAsync(
            cursor => new RequestPath("/dead-letters").With("type", taskType).With("cursor", cursor).ToString(),
            cancellationToken);

    /// <summary>Cancels a step that has not ended; a running handler sees its token cancelled.</summary>
    /// <param name="stepId">Which.</param>
    /// <param name="reason">Shown as the step's error; null for none.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="FleetQException">It has ended (<see cref="FleetQErrors.Conflict"/>).</exception>
    public Task<StepChange> CancelAsync(string stepId, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            stepId,
            "cancel",
            reason is null
                ? null
                : JsonSerializer.SerializeToUtf8Bytes(new CancelBody(reason), ClientJson.Plain.CancelBody),
            cancellationToken);

    /// <summary>Lets a failed, cancelled or expired step run again.</summary>
    /// <exception cref="FleetQException">It is none of these (<see cref="FleetQErrors.Conflict"/>).</exception>
    public Task<StepChange> RetryAsync(string stepId, CancellationToken cancellationToken) =>
        ChangeAsync(stepId, "retry", body: null, cancellationToken);

    /// <summary>Deletes the dead letters among some steps; one in another status stays.</summary>
    /// <param name="stepIds">Which, as many as you like.</param>
    /// <param name="cancellationToken">Ends it between two thousands.</param>
    /// <returns>How many are gone for good.</returns>
    public async Task<int> DiscardAsync(IEnumerable<string> stepIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stepIds);
        var discarded = 0;
        foreach (var some in stepIds.Chunk(DiscardsMax))
        {
            discarded += await DiscardAsync(new DiscardBody { StepIds = some }, cancellationToken)
                .ConfigureAwait(false);
        }

        return discarded;
    }

    /// <summary>Deletes dead letters, those that ended first before the others.</summary>
    /// <param name="taskType">Only of this task type; null for all.</param>
    /// <param name="limit">How many at most; null for all that there are.</param>
    /// <param name="cancellationToken">Ends it between two thousands.</param>
    /// <returns>How many are gone for good.</returns>
    public async Task<int> DiscardDeadLettersAsync(
        string? taskType, int? limit, CancellationToken cancellationToken)
    {
        var discarded = 0;
        while (discarded < (limit ?? int.MaxValue))
        {
            var wanted = Math.Min(DiscardsMax, (limit ?? int.MaxValue) - discarded);
            var body = new DiscardBody { Type = taskType, All = taskType is null ? true : null, Limit = wanted };
            var gone = await DiscardAsync(body, cancellationToken).ConfigureAwait(false);
            discarded += gone;
            if (gone < wanted)
            {
                break;
            }
        }

        return discarded;
    }

    /// <summary>Closes the client's own connections.</summary>
    public void Dispose() => owned?.Dispose();

    private static HttpClient NewHttpClient() => new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static StepSubmission WithKey(StepSubmission step) => step.StepId is null && step.IdempotencyKey is null
        ? step with { IdempotencyKey = "client-" + RandomNumberGenerator.GetHexString(32, lowercase: true) }
        : step;

    private Task<StepDetails> LookAsync(string stepId, TimeSpan wait, CancellationToken cancellationToken) =>
        transport.SendAsync(
            new FleetRequest(
                HttpMethod.Get,
                new RequestPath("/status/" + Uri.EscapeDataString(stepId))
                    .With("wait", wait > TimeSpan.Zero ? wait.TotalSeconds : null)
                    .ToString())
            {
                Wait = wait,
            },
            ClientJson.Plain.StepDetails,
            cancellationToken);

    private Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken) =>
        transport.SendAsync(
            new FleetRequest(HttpMethod.Post, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, bodyType) },
            answerType,
            cancellationToken);

    // Deleting again deletes nothing more, so a repeat is safe; only the count would be that of the repeat.
    private async Task<int> DiscardAsync(DiscardBody body, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(
            "/dead-letters/discard",
            body,
            ClientJson.Plain.DiscardBody,
            ClientJson.Plain.DiscardAnswer,
            cancellationToken).ConfigureAwait(false);
        return answer.Discarded;
    }

    private Task<StepChange> ChangeAsync(
        string stepId, string verb, byte[]? body, CancellationToken cancellationToken) =>
        transport.SendAsync(
            new FleetRequest(HttpMethod.Post, $"/steps/{Uri.EscapeDataString(stepId)}/{verb}")
            {
                Body = body,
                IsRepeatable = false,
            },
            ClientJson.Plain.StepChange,
            cancellationToken);

    private async IAsyncEnumerable<StepSummary> PageThroughAsync(
        Func<string?, string> pathOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await transport.SendAsync(
                new FleetRequest(HttpMethod.Get, pathOf(cursor)), ClientJson.Plain.StepPage, cancellationToken)
                .ConfigureAwait(false);
            foreach (var step in page.Steps ?? page.DeadLetters ?? [])
            {
                yield return step;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
