using FleetQ.Benchmarks.Measuring;

namespace FleetQ.Benchmarks.Drain;

/// <summary>The ratios of the drain that count: FleetQ over each of the others with as many processes.</summary>
internal static class DrainTargets
{
    internal static void Add(Answer answer, IReadOnlyList<DrainEntry> entries)
    {
        foreach (var fleet in entries.Where(static entry => entry.Contestant is FleetContestant))
        {
            foreach (var other in entries.Where(other => IsRival(other, fleet)))
            {
                answer.Expect(
                    $"{fleet.Measure.Name}: over {other.Contestant.Name}",
                    fleet.Measure,
                    other.Measure,
                    atLeast: BoundOf(other.Contestant));
            }

            if (entries.FirstOrDefault(other => IsSameAlone(other, fleet)) is { } alone)
            {
                answer.Expect($"{fleet.Measure.Name}: over one process", fleet.Measure, alone.Measure, atLeast: 1);
            }
        }
    }

    private static bool IsRival(DrainEntry other, DrainEntry fleet) =>
        other.Processes == fleet.Processes && other.Contestant is not FleetContestant;

    private static bool IsSameAlone(DrainEntry other, DrainEntry fleet) =>
        other.Contestant == fleet.Contestant && other.Processes == 1 && fleet.Processes > 1;

    private static double BoundOf(IDrainContestant other) => other switch
    {
        ReferenceContestant => 0.8,
        { Share: < 0.1 } => 50,
        _ => 1,
    };
}
