using FleetQ.Engine.Model;
using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Engine.Tests.Model;

public sealed class StepIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("my-1")]
    [InlineData("a.b:c_d-E9")]
    [InlineData("..")]
    public void Letters_digits_and_four_marks_make_an_id(string text) =>
        Assert.Equal(text, new StepId(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("٣")]
    public void Other_characters_make_none(string text)
    {
        Assert.False(StepId.IsValid(text));
        Assert.Throws<FormatException>(() => new StepId(text));
    }

    [Fact]
    public void An_id_has_at_most_255_characters()
    {
        Assert.True(StepId.IsValid(new string('a', 255)));
        Assert.False(StepId.IsValid(new string('a', 256)));
        Assert.False(StepId.IsValid(null));
    }

    [Fact]
    public void Ids_are_ordered_byte_by_byte_and_not_by_a_language()
    {
        string[] texts = ["a", "B", "_", "b", "A", "0", ":"];

        var sorted = texts.Select(static text => new StepId(text)).Order().Select(static id => id.Value);

        Assert.Equal(["0", ":", "A", "B", "_", "a", "b"], sorted);
    }

    [Fact]
    public void New_ids_sort_by_the_time_they_were_made()
    {
        var time = new FakeTimeProvider();
        var random = new Random(1);
        var ids = new List<StepId>();
        for (var i = 0; i < 100; i++)
        {
            ids.Add(StepId.New(time, random));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(ids, ids.Order());
        Assert.All(ids, static id => Assert.True(StepId.IsValid(id.Value)));
    }

    [Fact]
    public void Ids_made_in_the_same_millisecond_by_many_threads_differ()
    {
        var time = new FakeTimeProvider();
        var random = new Random(1);
        var ids = new StepId[10_000];

        Parallel.For(0, ids.Length, i => ids[i] = StepId.New(time, random));

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void A_default_id_names_no_step() =>
        Assert.Throws<InvalidOperationException>(() => default(StepId).Value);
}
