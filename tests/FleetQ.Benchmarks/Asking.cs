using FleetQ.Benchmarks.Drain;
using FleetQ.Benchmarks.Flat;
using FleetQ.Benchmarks.Idle;
using FleetQ.Benchmarks.Isolation;
using FleetQ.Benchmarks.Latency;
using FleetQ.Benchmarks.Load;
using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Memory;
using FleetQ.Benchmarks.Sqlite;
using FleetQ.Benchmarks.Submit;

namespace FleetQ.Benchmarks;

/// <summary>Answers what the command line asks.</summary>
internal static class Asking
{
    private static readonly IQuestion[] Questions =
    [
        new DrainQuestion(), new SubmitQuestion(), new LatencyQuestion(), new FlatQuestion(), new IdleQuestion(),
        new MemoryQuestion(), new SqliteQuestion(), new IsolationQuestion(),
        new LoadQuestion(), new SoakQuestion(),
    ];

    internal static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var options = BenchmarkOptions.Parse(arguments);
            if (options.Questions.Count == 0)
            {
                Console.WriteLine(List());
                return 0;
            }

            var asked = Find(options.Questions);
            var run = new BenchmarkRun(options, Console.Error.WriteLine, cancellationToken);
            foreach (var question in asked)
            {
                await AnswerAsync(question, run, string.Join(' ', arguments));
            }

            return 0;
        }
        catch (FormatException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    private static IQuestion[] Find(IReadOnlyList<string> names)
    {
        if (names.Contains("all"))
        {
            return Questions;
        }

        var unknown = names.FirstOrDefault(name => !Questions.Any(question => question.Name == name));
        return unknown is null
            ? [.. Questions.Where(question => names.Contains(question.Name))]
            : throw new FormatException($"There is no question '{unknown}'.\n{List()}");
    }

    private static string List() =>
        "Say which questions, or all:\n"
        + string.Join('\n', Questions.Select(static question => $"  {question.Name,-9} {question.Text}"))
        + "\n  memory-paths (alone)  What do dispatching, JSON and places cost in memory?"
        + "\nOptions: --rounds n, --steps n, --scale x (of tables), --only part-of-a-name (repeatable), --quick";

    private static async Task AnswerAsync(IQuestion question, BenchmarkRun run, string command)
    {
        var answer = await question.AnswerAsync(run);
        var surroundings = await Surroundings.ReadAsync(run.Stopping);
        foreach (var line in Report.ToMarkdown(question, command, surroundings, answer))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
    }
}
