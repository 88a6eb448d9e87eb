using FleetQ.Benchmarks.Measuring;
using FleetQ.Benchmarks.Postgres;
using FleetQ.Benchmarks.Rivals;

namespace FleetQ.Benchmarks.Drain;

/// <summary>What FleetQ runs a second on PostgreSQL, beside the plainest loop and its rivals.</summary>
internal sealed class DrainQuestion : IQuestion
{
    private const int Steps = 100_000;

    public string Name => "drain";

    public string Text =>
        "How many steps a second do one and two processes run on PostgreSQL, from the first claim to the last recorded "
        + "outcome, when all steps are stored before? FleetQ runs `noop` from a plugin's folder in published "
        + "hosts; the "
        + "hand-written loop records outcomes and claims the next steps in one statement on FleetQ's table without its "
        + "secondary indexes, and runs nothing. Same server, synchronous_commit on, a database each; processes are "
        + "warm "
        + "and idle when the steps appear in one commit.";

    public async Task<Answer> AnswerAsync(BenchmarkRun run)
    {
        var answer = new Answer();
        if (BenchmarkServer.Absence is { } absence)
        {
            answer.LeaveOut("all", absence);
            return answer;
        }

        var steps = run.Options.Steps ?? Steps;
        var entries = MakeEntries(run, answer, steps);
        await using var server = await BenchmarkServer.StartAsync();
        var turn = new DrainRound(server, run.Stopping);
        for (var round = 1; round <= run.Options.Rounds; round++)
        {
            foreach (var entry in entries)
            {
                run.Progress($"{Name}, round {round} of {run.Options.Rounds}: {entry.Measure.Name}");
                entry.Measure.Add(await turn.MeasureAsync(entry.Contestant, entry.Processes, entry.Steps));
            }
        }

        return answer;
    }

    private static List<DrainEntry> MakeEntries(BenchmarkRun run, Answer answer, int steps)
    {
        IDrainContestant[] contestants =
        [
            new ReferenceContestant(1000), new FleetContestant(1000), new ReferenceContestant(100),
            new FleetContestant(100), .. NodeRivals.Drains, .. NetRivals.Drains,
        ];
        List<DrainEntry> entries = [];
        foreach (var processes in (int[])[1, 2])
        {
            foreach (var contestant in contestants)
            {
                var name = $"{contestant.Name}, {processes} {(processes == 1 ? "process" : "processes")}";
                if (!run.Options.Includes(name))
                {
                    continue;
                }

                if (contestant.Absence is { } reason)
                {
                    answer.LeaveOut(contestant.Name, reason);
                }
                else
                {
                    var own = Math.Max(100, (int)(steps * contestant.Share));
                    var measure = answer.Add(name, "steps/s", $"{own:N0} steps; {contestant.Note}");
                    entries.Add(new DrainEntry(contestant, processes, own, measure));
                }
            }
        }

        DrainTargets.Add(answer, entries);
        return entries;
    }
}
