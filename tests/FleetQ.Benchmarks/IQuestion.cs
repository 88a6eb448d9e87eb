namespace FleetQ.Benchmarks;

/// <summary>One thing that a benchmark finds out.</summary>
internal interface IQuestion
{
    /// <summary>What one types to ask it.</summary>
    string Name { get; }

    /// <summary>What it measures, for the list of questions and above the answer.</summary>
    string Text { get; }

    /// <summary>Measures; takes minutes.</summary>
    /// <param name="progress">Told what is measured now.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task<IReadOnlyList<Comparison>> AnswerAsync(Action<string> progress, CancellationToken cancellationToken);
}
