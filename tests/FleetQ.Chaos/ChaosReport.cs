using System.Globalization;
using System.Text;
using FleetQ.Chaos.Checking;
using FleetQ.Chaos.Faults;
using FleetQ.Chaos.Load;

namespace FleetQ.Chaos;

/// <summary>What a run did and found.</summary>
internal sealed record ChaosReport(
    ChaosOptions Options,
    IReadOnlyCollection<Request> Requests,
    IReadOnlyList<StoredStep> Steps,
    IReadOnlyDictionary<Strike, int> Strikes,
    int Crashes,
    int Stalls,
    PodLog Log,
    IReadOnlyList<string> Violations,
    IReadOnlyList<string> LeftOut)
{
    /// <summary>
    /// What the faults of this run call for and did not bring: with one of them the run proves nothing.
    /// </summary>
    public IReadOnlyList<string> Vacuities =>
    [
        .. Of("a recovery that returned a step", Log.CountOf("returned")),
        .. Of("a dead pod that was found", Log.Evictions.Count),
        .. Of("a change of the leader", Log.CountOf("leader_changed")),
        .. Of("a result that was refused because its claim was lost", Log.CountOf("claim_lost")),
        .. Of("a submit whose answer was lost", Requests.Count(static request => request.Tries > 1)),
    ];

    public bool IsGood => Violations.Count == 0 && Vacuities.Count == 0;

    /// <summary>The run as a row of a table in Markdown.</summary>
    public string ToRow()
    {
        int Struck(params Strike[] kinds) => kinds.Sum(kind => Strikes.GetValueOrDefault(kind));
        var kills = Struck(Strike.Kill, Strike.KillAndRename, Strike.KillLeader, Strike.KillAll) + Crashes;
        var pauses = Struck(Strike.Pause, Strike.PauseLeader, Strike.PauseAll, Strike.Starve);
        var store = Struck([Strike.Link, .. Enum.GetValues<Strike>().Where(StoreStrikes.Has)]);
        object[] cells =
        [
            Options.Engine, Options.Seed, Options.Minutes, Requests.Count, kills, pauses, store, Log.Evictions.Count,
            Log.CountOf("returned"), Log.CountOf("claim_lost"), Log.CountOf("leader_changed"), Violations.Count,
        ];
        return string.Create(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"{name,-34} {value}\n");
        Line("engine, seed, minutes", $"{Options.Engine}, {Options.Seed}, {Options.Minutes}");
        Line("submits", Requests.Count);
        Line("  acknowledged", Requests.Count(static request => request.IsAcknowledged));
        Line("  sent more than once", Requests.Count(static request => request.Tries > 1));
        foreach (var status in Steps.CountBy(static step => step.Status).OrderBy(static pair => pair.Key))
        {
            Line($"steps {status.Key}", status.Value);
        }

        foreach (var strike in Strikes.OrderBy(static pair => pair.Key))
        {
            Line($"strikes: {strike.Key}", strike.Value);
        }

        LeftOut.ToList().ForEach(each => Line("left out here", each));
        Line("processes that ended by themselves", Crashes);
        Line("stalls of this machine", Stalls);
        Line("pods found dead", Log.Evictions.Count);
        Line("steps returned by recovery", Log.CountOf("returned"));
        Line("steps failed by recovery", Log.CountOf("failed_by_recovery"));
        Line("claims lost, results refused", Log.CountOf("claim_lost"));
        Line("pods that fenced themselves", Log.CountOf("pod_fenced"));
        Line("reconciles that found something", Log.CountOf("claims_reconciled"));
        Line("leader changes", Log.CountOf("leader_changed"));
        Violations.ToList().ForEach(violation => text.AppendLine("VIOLATION " + violation));
        Vacuities.ToList().ForEach(vacuity => text.AppendLine("VACUOUS   there was not " + vacuity));
        return text.Append(IsGood ? "GOOD" : "BAD").ToString();
    }

    private static IEnumerable<string> Of(string what, int count) => count > 0 ? [] : [what];
}
