using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks.Isolation;

/// <summary>What a process of its own costs a plugin's step.</summary>
internal sealed class IsolationQuestion : IQuestion
{
    private const int Steps = 20_000;
    private const int Flight = 64;
    private const int Small = 1_024;
    private const int Large = 102_400;

    public string Name => "isolation";

    public string Text =>
        "What does it cost to hand an attempt to a plugin in a process of its own? The sample handler 'echo', without "
        + "a store: in the host's process, in a child over FleetQ's frames, and in a child over StreamJsonRpc "
        + $"(System.Text.Json, length headers, the same socket). One at a time, and {Flight} at a time.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        await using var inside = await CatalogDispatch.LoadAsync(isIsolated: false, run.Stopping);
        await using var frames = await CatalogDispatch.LoadAsync(isIsolated: true, run.Stopping);
        await using var rpc = await RpcDispatch.StartAsync(run.Stopping);
        var (insideRows, frameRows, rpcRows) =
            (Rows(answer, "in the host"), Rows(answer, "child, own frames"), Rows(answer, "child, StreamJsonRpc"));
        answer.Expect("child over host: p50 of 1 KB, more µs a step", frameRows.Small, insideRows.Small);
        answer.Expect("child over host: 1 KB, 64 at a time", frameRows.Throughput, insideRows.Throughput);
        answer.Expect("own frames over StreamJsonRpc: 1 KB, one at a time, µs", frameRows.Small, rpcRows.Small);
        answer.Expect("own frames over StreamJsonRpc: 100 KB, µs", frameRows.Large, rpcRows.Large);
        answer.Expect(
            "own frames over StreamJsonRpc: 1 KB, 64 at a time", frameRows.Throughput, rpcRows.Throughput, atLeast: 1);
        await Turn.TakeAllAsync(Name, run,
        [
            new("in the host", () => MeasureAsync(run, inside, insideRows)),
            new("own frames", () => MeasureAsync(run, frames, frameRows)),
            new("StreamJsonRpc", () => MeasureAsync(run, rpc, rpcRows)),
        ]);
        return answer;
    }

    private static DispatchRows Rows(Answer answer, string name) => new(
        answer.Add($"{name}: 1 KB, one at a time, p50", "µs"),
        answer.Add($"{name}: 1 KB, one at a time, p99", "µs"),
        answer.Add($"{name}: 100 KB, one at a time, p50", "µs"),
        answer.Add($"{name}: 1 KB, {Flight} at a time", "steps/s"));

    private static async Task MeasureAsync(BenchmarkRun run, IDispatch dispatch, DispatchRows rows)
    {
        var steps = Math.Min(run.Options.Steps ?? Steps, Steps);
        await DispatchLoad.TimeEachAsync(dispatch, Small, steps / 10);
        var small = await DispatchLoad.TimeEachAsync(dispatch, Small, steps);
        rows.Small.Add(Spread.Quantile(small, 0.5));
        rows.Tail.Add(Spread.Quantile(small, 0.99));
        rows.Large.Add(Spread.Quantile(await DispatchLoad.TimeEachAsync(dispatch, Large, steps / 10), 0.5));
        rows.Throughput.Add(await DispatchLoad.CountAsync(dispatch, Small, 4 * steps, Flight));
    }

    private sealed record DispatchRows(Measure Small, Measure Tail, Measure Large, Measure Throughput);
}
