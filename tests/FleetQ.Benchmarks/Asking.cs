using FleetQ.Benchmarks.Drain;
using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Sqlite;

namespace FleetQ.Benchmarks;

/// <summary>Answers what the command line asks.</summary>
internal static class Asking
{
    private static readonly IQuestion[] Questions = [new DrainQuestion(), new SqliteQuestion()];

    internal static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var options = BenchmarkOptions.Parse(arguments);
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
        return unknown is null && names.Count > 0
            ? [.. Questions.Where(question => names.Contains(question.Name))]
            : throw new FormatException(
                (unknown is null ? "Say which question" : $"There is no question '{unknown}'") + ", or all:\n"
                + string.Join('\n', Questions.Select(static question => $"  {question.Name,-10} {question.Text}")));
    }

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
