using FleetQ.Storage.Sqlite;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class SqliteChangePaceTests
{
    [Fact]
    public void Without_prompts_a_look_comes_well_within_ten_milliseconds()
    {
        var pace = new SqliteChangePace(hasPrompts: false);

        Quiet(pace, looks: 100);

        Assert.Equal(SqliteChangePace.LongestUnprompted, pace.Wait);
        Assert.True(pace.Wait < TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void With_prompts_looks_become_rare()
    {
        var pace = new SqliteChangePace(hasPrompts: true);

        Quiet(pace, looks: 100);

        Assert.Equal(SqliteChangePace.LongestPrompted, pace.Wait);
    }

    [Fact]
    public void A_change_makes_the_next_look_come_soon()
    {
        var pace = new SqliteChangePace(hasPrompts: false);
        Quiet(pace, looks: 100);

        pace.Note(wasPrompted: false, hasChanged: true);

        Assert.Equal(SqliteChangePace.Shortest, pace.Wait);
    }

    [Fact]
    public void Without_prompts_looks_become_rarer_after_a_long_quiet_until_the_next_change()
    {
        var pace = new SqliteChangePace(hasPrompts: false);
        Quiet(pace, looks: 5_000);
        var asleep = pace.Wait;

        pace.Note(wasPrompted: false, hasChanged: true);
        Quiet(pace, looks: 100);

        Assert.Equal(SqliteChangePace.LongestAsleep, asleep);
        Assert.Equal(SqliteChangePace.LongestUnprompted, pace.Wait);
    }

    [Fact]
    public void Changes_in_a_row_that_no_prompt_told_end_the_trust_in_prompts_once()
    {
        var pace = new SqliteChangePace(hasPrompts: true);

        var ends = Enumerable.Range(0, 10).Count(_ =>
        {
            Quiet(pace, looks: 50);
            return pace.Note(wasPrompted: false, hasChanged: true);
        });

        Assert.Equal(1, ends);
        Assert.False(pace.IsPrompted);
        Quiet(pace, looks: 100);
        Assert.Equal(SqliteChangePace.LongestUnprompted, pace.Wait);
    }

    [Fact]
    public void A_prompt_before_its_change_keeps_the_looks_close()
    {
        var pace = new SqliteChangePace(hasPrompts: true);
        Quiet(pace, looks: 100);

        pace.Note(wasPrompted: true, hasChanged: false);
        var first = pace.Wait;
        pace.Note(wasPrompted: false, hasChanged: false);

        Assert.Equal(SqliteChangePace.Shortest, first);
        Assert.True(pace.Wait < SqliteChangePace.Shortest * 1.5);
    }

    [Fact]
    public void A_late_prompt_now_and_then_is_forgiven()
    {
        var pace = new SqliteChangePace(hasPrompts: true);

        for (var i = 0; i < 10; i++)
        {
            Quiet(pace, looks: 50);
            Assert.False(pace.Note(wasPrompted: false, hasChanged: true));
            pace.Note(wasPrompted: true, hasChanged: false);
        }

        Assert.True(pace.IsPrompted);
    }

    [Fact]
    public void A_change_that_a_prompt_told_keeps_it()
    {
        var pace = new SqliteChangePace(hasPrompts: true);
        Quiet(pace, looks: 100);

        Assert.False(pace.Note(wasPrompted: true, hasChanged: true));
        Assert.True(pace.IsPrompted);
    }

    private static void Quiet(SqliteChangePace pace, int looks)
    {
        for (var i = 0; i < looks; i++)
        {
            pace.Note(wasPrompted: false, hasChanged: false);
        }
    }
}
