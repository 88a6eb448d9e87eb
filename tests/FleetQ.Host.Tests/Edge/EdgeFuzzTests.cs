using CsCheck;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>
/// Right requests, each changed one to three times by chance. A failure prints its seed; CsCheck_Seed replays it.
/// </summary>
public sealed class EdgeFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string SessionsSetting = "FLEETQ_TEST_EDGE_SESSIONS";

    // Ten requests each, and some to spare.
    private const int SessionsDefault = 1_100;
    private const int RequestsMin = 10_000;

    private HostUnderTest host = new();
    private int sessions;

    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_changed_requests_get_what_they_earn_and_the_store_holds_what_was_answered()
    {
        var ledger = new EdgeLedger();
        var count = int.TryParse(Environment.GetEnvironmentVariable(SessionsSetting), out var set)
            ? set
            : SessionsDefault;

        await EdgeGrammar.Sessions.SampleAsync(
            session => PlayAsync(session, ledger),
            output.WriteLine,
            iter: count,
            threads: 2,
            print: static session => string.Join("\n---\n", session.AsEnumerable()));

        Assert.Equal(200, (await host.GetAsync("/health/live")).Status);
        await AssertStoreHoldsAsync(ledger);
        output.WriteLine(string.Join(", ", ledger.Statuses
            .OrderBy(static pair => pair.Key)
            .Select(static pair => $"{pair.Key}: {pair.Value}")));
        AssertNotVacuous(ledger, count);
    }

    private async Task PlayAsync(EdgeRequest[] session, EdgeLedger ledger)
    {
        var name = $"s{Interlocked.Increment(ref sessions)}";
        foreach (var request in session)
        {
            using var message = request.ToMessage(host.Address, name);
            var answer = await host.SendAsync(message);

            EdgeOracle.Check(answer);
            Assert.True(request.Allowed.Contains(answer.Status), $"{answer.Status} to\n{request}\n{answer.Text}");
            ledger.Note(request, answer);
        }
    }

    private async Task AssertStoreHoldsAsync(EdgeLedger ledger)
    {
        var rows = new HashSet<string>(StringComparer.Ordinal);
        var address = "/steps?limit=1000";
        for (var next = address; next is not null;)
        {
            var page = (await host.GetAsync(next)).Json;
            rows.UnionWith(page.GetProperty("steps").EnumerateArray()
                .Select(static step => step.GetProperty("step_id").GetString()!));
            next = page.GetProperty("next_cursor").GetString() is { } cursor ? $"{address}&cursor={cursor}" : null;
        }

        Assert.Empty(rows.Except(ledger.Created));
        Assert.Empty(ledger.Created.Except(rows));
        Assert.Empty(ledger.Repeated.Except(rows));
        Assert.Equal(rows.Count, await host.CountStepsAsync());
    }

    private static void AssertNotVacuous(EdgeLedger ledger, int count)
    {
        if (count < SessionsDefault)
        {
            return;
        }

        Assert.InRange(ledger.Statuses.Values.Sum(), RequestsMin, int.MaxValue);
        Assert.All(
            [200, 201, 400, 403, 404, 405, 409, 415],
            status => Assert.InRange(ledger.Statuses.GetValueOrDefault(status), 3, int.MaxValue));
    }
}
