using System.Globalization;

namespace FleetQ.Chaos;

/// <summary>What one run is asked for.</summary>
internal sealed record ChaosOptions
{
    public const string Usage =
        "chaos --engine sqlite|postgres [--seed N] [--minutes M] [--pods P] [--keep FOLDER] [--rows FILE]";

    public int Seed { get; init; } = 1;

    public string Engine { get; init; } = "sqlite";

    /// <summary>How long faults come, in minutes; the check after them takes as long as it takes.</summary>
    public double Minutes { get; init; } = 5;

    public int Pods { get; init; } = 3;

    /// <summary>Where history and logs go when the run fails; null: a temporary folder that is named then.</summary>
    public string? Keep { get; init; }

    /// <summary>A file to which the run appends its row of the page on reliability; null: none.</summary>
    public string? Rows { get; init; }

    /// <exception cref="FormatException">An option is unknown, or its value cannot be read.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ChaosOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--seed" => options with { Seed = (int)Read(args[i], value, 0, int.MaxValue) },
                "--engine" when value is "sqlite" or "postgres" => options with { Engine = value },
                "--engine" => throw new FormatException($"--engine is '{value}'; it must be sqlite or postgres."),
                "--minutes" => options with { Minutes = Read(args[i], value, 0.1, 10_000) },
                "--pods" => options with { Pods = (int)Read(args[i], value, 2, 20) },
                "--keep" => options with { Keep = value },
                "--rows" => options with { Rows = value },
                _ => throw new FormatException($"There is no option '{args[i]}'."),
            };
        }

        return options;
    }

    private static double Read(string option, string value, double least, double most) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new FormatException($"{option} is '{value}'; it must be a number from {least} to {most}.");
}
