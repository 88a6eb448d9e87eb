using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Benchmarks.Submit;

/// <summary>What FleetQ stores a second on PostgreSQL.</summary>
internal sealed class SubmitQuestion : IQuestion
{
    private const int Connections = 64;
    private const int Batch = 1000;
    private const int WarmUpRequests = 2000;

    public string Name => "submit";

    public string Text =>
        $"How many steps a second does one host process commit on PostgreSQL? One by one from {Connections} HTTP "
        + "connections, beside the same endpoint without the store: the same body with one value out of range, "
        + "which is "
        + "read and checked alike and then answered 400, so that nothing is stored and the answer is another. "
        + $"And {Batch:N0} a request, beside one hand-written statement with arrays on FleetQ's table with all its "
        + "indexes, COPY, and FleetQ's store without HTTP. The client shares the machine.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("all", absence);
            return answer;
        }

        await using var server = await BenchmarkServer.StartAsync();
        await Turn.TakeAllAsync(Name, run, [.. OneByOne(run, server, answer), .. InBatches(run, server, answer)]);
        return answer;
    }

    private static IEnumerable<Turn> OneByOne(BenchmarkRun run, BenchmarkServer server, Answer answer)
    {
        var requests = run.Options.Steps ?? 50_000;
        var limit = answer.Add($"endpoint without the store, {Connections} connections", "requests/s", "answers 400");
        var limitP99 = answer.Add("its answers, p99", "ms");
        var single = answer.Add($"FleetQ, one by one, {Connections} connections", "steps/s", $"{requests:N0} steps");
        var singleP99 = answer.Add("its answers, p99", "ms");
        answer.Expect("FleetQ one by one: over the endpoint without the store", single, limit, atLeast: 0.5);
        yield return new Turn("one by one", async () =>
        {
            await using var database = await server.MakeDatabaseAsync(run.Stopping);
            await using var fleet = new FleetInABox(PodOptions.On(database, 100));
            var host = await fleet.StartPodAsync("pod-1", run.Stopping);
            foreach (var (load, rate, p99) in (IEnumerable<(RequestLoad, Measure, Measure)>)
                [
                    (new RequestLoad("/submit", StepTexts.Refused, 400), limit, limitP99),
                    (new RequestLoad("/submit", StepTexts.One, 201), single, singleP99),
                ])
            {
                await load.SendAsync(host.Address, WarmUpRequests, Connections, run.Stopping);
                var measured = await load.SendAsync(host.Address, requests, Connections, run.Stopping);
                rate.Add(measured.Rate);
                p99.Add(measured.P99Ms);
            }
        });
    }

    private static IEnumerable<Turn> InBatches(BenchmarkRun run, BenchmarkServer server, Answer answer)
    {
        var steps = Math.Max(Batch, (run.Options.Steps ?? 100_000) / Batch * Batch);
        var note = $"{steps:N0} steps, {Batch:N0} at once";
        var insert = answer.Add("hand-written statement", "steps/s", note);
        var copy = answer.Add("hand-written COPY", "steps/s", note);
        var store = answer.Add("FleetQ's store, without HTTP", "steps/s", note);
        var http = answer.Add("FleetQ, batches over HTTP, one connection", "steps/s", note);
        answer.Expect("FleetQ's batch over HTTP: over the hand-written statement", http, insert, atLeast: 0.7);
        answer.Expect("FleetQ's store: over the hand-written statement", store, insert, atLeast: 0.7);
        answer.Expect("COPY: over the hand-written statement", copy, insert);
        yield return new Turn("batch by hand", async () => insert.Add(await MeasureByHandAsync(
            server,
                steps,
                (database, count) => ReferenceSubmit.InsertAsync(database, count, Batch, run.Stopping), run)));
        yield return new Turn("batch by COPY", async () => copy.Add(await MeasureByHandAsync(
            server,
                steps,
                (database, count) => ReferenceSubmit.CopyAsync(database, count, Batch, run.Stopping), run)));
        yield return new Turn("batch to the store", async () =>
        {
            await using var database = await server.MakeDatabaseAsync(run.Stopping);
            store.Add(await StoreSubmit.MeasureAsync(database, steps, Batch, run.Stopping));
        });
        yield return new Turn("batch over HTTP", async () =>
        {
            await using var database = await server.MakeDatabaseAsync(run.Stopping);
            await using var fleet = new FleetInABox(PodOptions.On(database, 100));
            var host = await fleet.StartPodAsync("pod-1", run.Stopping);
            var load = new RequestLoad("/submit/batch", StepTexts.Batch(Batch), 201);
            await load.SendAsync(host.Address, 5, 1, run.Stopping);
            http.Add((await load.SendAsync(host.Address, steps / Batch, 1, run.Stopping)).Rate * Batch);
        });
    }

    private static async Task<double> MeasureByHandAsync(
        BenchmarkServer server, int steps, Func<BenchmarkDatabase, int, Task> submitAsync, BenchmarkRun run)
    {
        await using var database = await server.MakeDatabaseAsync(run.Stopping);
        await using (var connection = await database.OpenAsync(run.Stopping))
        {
            await ReferenceTable.MakeFullAsync(connection, run.Stopping);
        }

        var start = TimeProvider.System.GetTimestamp();
        await submitAsync(database, steps);
        return steps / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
