namespace FleetQ.Benchmarks.Measuring;

/// <summary>How long and how large a run is.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The questions that are asked, by name; <c>all</c> stands for every one.</summary>
    public IReadOnlyList<string> Questions { get; private init; } = [];

    /// <summary>How often each contestant is measured.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>Steps of a round, over each question's own number.</summary>
    public int? Steps { get; private init; }

    /// <summary>What tables are filled with, as a share of each question's own number.</summary>
    public double Scale { get; private init; } = 1;

    /// <summary>Only these contestants; empty: all.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Reads <c>[question...] [--rounds n] [--steps n] [--scale x] [--only text] [--quick]</c>.</summary>
    /// <exception cref="FormatException">An argument has no meaning.</exception>
    public static BenchmarkOptions Parse(IEnumerable<string> arguments)
    {
        var options = new BenchmarkOptions();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            options = rest.Current switch
            {
                "--quick" => options with { Rounds = 1, Steps = 10_000, Scale = 0.01 },
                "--rounds" => options with { Rounds = (int)ReadNumber("--rounds", rest) },
                "--steps" => options with { Steps = (int)ReadNumber("--steps", rest) },
                "--scale" => options with { Scale = ReadNumber("--scale", rest) },
                "--only" => options with { Only = [.. options.Only, ReadText("--only", rest)] },
                ['-', ..] unknown => throw new FormatException($"There is no option '{unknown}'."),
                var question => options with { Questions = [.. options.Questions, question] },
            };
        }

        return options;
    }

    /// <summary>Whether a contestant is asked for.</summary>
    public bool Includes(string contestant) =>
        Only.Count == 0 || Only.Any(part => contestant.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many rows a table gets.</summary>
    public int ScaleOf(int rows) => Math.Max(1, (int)(rows * Scale));

    private static double ReadNumber(string option, IEnumerator<string> rest) =>
        double.TryParse(ReadText(option, rest), out var number) && number > 0
            ? number
            : throw new FormatException($"'{rest.Current}' is no value for {option}: a number over 0 is.");

    private static string ReadText(string option, IEnumerator<string> rest) =>
        rest.MoveNext() ? rest.Current : throw new FormatException($"{option} needs a value.");
}
