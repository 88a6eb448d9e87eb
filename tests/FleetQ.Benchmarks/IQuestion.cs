using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks;

/// <summary>One thing that a benchmark finds out.</summary>
internal interface IQuestion
{
    /// <summary>What one types to ask it.</summary>
    string Name { get; }

    /// <summary>What it measures, for the list of questions and above the answer.</summary>
    string Text { get; }

    /// <summary>Measures; takes minutes.</summary>
    Task<Answer> AnswerAsync(BenchmarkRun run);
}
