using FleetQ.PluginHost.Crashes;

namespace FleetQ.PluginHost.Tests.Quarantine;

/// <summary>What the deaths of processes say about plugins.</summary>
public sealed class CrashHistoryTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PluginMark Guilty = new("Guilty", "a");
    private static readonly PluginMark Other = new("Other", "b");

    [Fact]
    public void What_ran_at_each_of_three_deaths_within_an_hour_is_isolated()
    {
        var two = After(Ran(Guilty, Other), Ran(Guilty));

        var three = two.After(Ran(Guilty), Start.AddMinutes(50));

        Assert.Empty(two.Verdicts);
        var verdict = Assert.Single(three.Verdicts);
        Assert.Equal((Guilty, VerdictKind.Isolated), (verdict.Plugin, verdict.Kind));
    }

    [Fact]
    public void What_was_idle_at_one_of_the_last_three_deaths_is_not_blamed()
    {
        var history = After(Ran(Guilty), Ran(Guilty), Ran(), Ran(Guilty), Ran(Guilty));

        Assert.Empty(history.Verdicts);
    }

    [Fact]
    public void Blames_fade_within_an_hour()
    {
        var history = After(Ran(Guilty), Ran(Guilty)).After(Ran(Guilty), Start.AddMinutes(61));

        Assert.Empty(history.Verdicts);
    }

    [Fact]
    public void What_was_being_loaded_at_three_deaths_is_refused()
    {
        var history = After(Loaded(Guilty), Loaded(Other)).After(Loaded(Guilty), Start.AddHours(2))
            .After(Loaded(Guilty), Start.AddHours(4));

        var verdict = Assert.Single(history.Verdicts);
        Assert.Equal((Guilty, VerdictKind.Refused), (verdict.Plugin, verdict.Kind));
    }

    [Fact]
    public void Isolation_ends_after_a_day_and_a_refusal_with_the_files()
    {
        var history = After(Ran(Guilty), Ran(Guilty), Ran(Guilty), Loaded(Other), Loaded(Other), Loaded(Other));

        var later = history.Forget(Start.AddDays(2));

        Assert.Equal(2, history.Verdicts.Count);
        Assert.Equal(Other, Assert.Single(later.Verdicts).Plugin);
        Assert.Null(later.Find("other files"));
    }

    [Fact]
    public void Who_is_forgiven_needs_three_new_deaths()
    {
        var forgiven = After(Ran(Guilty), Ran(Guilty), Ran(Guilty)).Forgive("a");

        var again = forgiven.After(Ran(Guilty), Start.AddMinutes(4)).After(Ran(Guilty), Start.AddMinutes(5));

        Assert.Empty(again.Verdicts);
        Assert.Single(again.After(Ran(Guilty), Start.AddMinutes(6)).Verdicts);
    }

    private static CrashHistory After(params LastMoment[] deaths) => deaths
        .Select((last, index) => (last, Start.AddMinutes(index)))
        .Aggregate(CrashHistory.Empty, (history, death) => history.After(death.last, death.Item2));

    private static LastMoment Ran(params PluginMark[] plugins) => new(plugins, []);

    private static LastMoment Loaded(PluginMark plugin) => new([], [plugin]);
}
