using System.Text;
using BenchmarkDotNet.Attributes;
using FleetQ.Engine.Model;
using FleetQ.Host.Errors;
using FleetQ.Host.Requests;
using FleetQ.Sdk;
using FleetQ.Storage;
using FleetQ.Storage.Stores;
using FleetQ.TestKit;

namespace FleetQ.Benchmarks.Memory;

/// <summary>The JSON of a submit as it comes in, and of outcomes as they go to the store.</summary>
[MemoryDiagnoser]
public class JsonPath
{
    private const int Outcomes = 1_000;

    private readonly byte[] body = Encoding.UTF8.GetBytes(
        """{"type":"data_processing","args":{"input_file":"data.csv"},"metadata":{"user":"alice"},"priority":5}""");

    private readonly SubmitDefaults defaults = new(
        static _ => 3,
        new RetryPolicy(BackoffStrategy.Exponential, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), Jitter: true),
        TimeProvider.System,
        new Random(1));

    private readonly IReadOnlyList<Outcome> outcomes =
    [
        .. Enumerable.Range(0, Outcomes)
            .Select(static number => Factory.Completed(new ClaimKey(Factory.StepId(), number), """{"n":1}""")),
    ];

    /// <summary>Reads and checks the body of one step.</summary>
    [Benchmark]
    public NewStep? ReadSubmit()
    {
        var read = StrictJson.Read<NewStep>(body, StrictJson.DepthMax, Read);
        return read.IsRefused(out _, out var step) ? null : step;
    }

    /// <summary>Writes the parameter of a thousand outcomes.</summary>
    [Benchmark(OperationsPerInvoke = Outcomes)]
    public string WriteOutcomes() => SqlJson.ArrayOf(outcomes, CompletionStore.WriteOutcome);

    private Checked<NewStep> Read(System.Text.Json.JsonElement root)
    {
        var errors = new FieldErrors();
        return new StepReader(defaults, []).Read(root, headerKey: null, errors, prefix: "").Step
            ?? throw new InvalidOperationException("The body of the benchmark is refused.");
    }
}
