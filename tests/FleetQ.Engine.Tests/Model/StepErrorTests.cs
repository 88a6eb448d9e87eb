using System.Text;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Tests.Model;

public sealed class StepErrorTests
{
    [Fact]
    public void Texts_within_their_limits_are_kept_as_they_are()
    {
        var error = StepError.Of("line 1\nline 2\t😀", "System.Exception", "at A()\r\nat B()");

        Assert.Equal(new StepError("line 1\nline 2\t😀", "System.Exception", "at A()\r\nat B()"), error);
    }

    [Fact]
    public void A_text_of_exactly_the_limit_is_not_cut()
    {
        var message = new string('x', StepError.MessageLengthMax);

        Assert.Equal(message, StepError.Of(message).Message);
    }

    [Fact]
    public void Longer_texts_are_cut_to_their_limit_and_marked()
    {
        var error = StepError.Of(new string('x', 1_000_000), new string('t', 1_000), new string('s', 1_000_000));

        Assert.Equal(StepError.MessageLengthMax, error.Message.Length);
        Assert.Equal(StepError.StackLengthMax, error.Stack!.Length);
        Assert.Equal(256, error.Type!.Length);
        Assert.EndsWith("… (cut)", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("… (cut)", error.Stack, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x001B)]
    [InlineData(0x0085)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void A_character_that_a_store_or_a_log_cannot_hold_is_replaced(int code) =>
        Assert.Equal("a\uFFFDb", StepError.Of($"a{(char)code}b").Message);

    [Fact]
    public void A_cut_through_a_pair_of_surrogates_leaves_no_half()
    {
        var message = string.Concat(Enumerable.Repeat("😀", StepError.MessageLengthMax)) + "x";

        var cut = StepError.Of("x" + message).Message;

        Assert.Equal(cut, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)));
        Assert.Equal(StepError.MessageLengthMax, cut.Length);
    }
}
