using FleetQ.Engine.Model;
using FleetQ.PluginHost.Isolation;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class LastWordsTests
{
    [Fact]
    public void What_the_runtime_says_of_an_end_is_found_among_other_lines()
    {
        var words = new LastWords();
        foreach (var line in (string[])["noise", "Stack overflow.", "Repeat 24 times:", "   at A.B()", "---"])
        {
            words.Add(line);
        }

        var end = ChildEnd.Of(134, words);

        Assert.Equal("was ended by signal 6 (SIGABRT): Stack overflow", end.How);
        Assert.StartsWith("noise\nStack overflow.", end.LastLines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "ended with exit code 0")]
    [InlineData(7, "ended with exit code 7")]
    [InlineData(139, "was ended by signal 11 (SIGSEGV)")]
    [InlineData(137, "was killed (SIGKILL), by somebody or for the memory it used")]
    public void A_silent_end_is_named_by_its_code(int exitCode, string how)
    {
        Assert.Equal(how, ChildEnd.Of(exitCode, new LastWords()).How);
    }

    [Fact]
    public void Only_so_many_steps_are_suspects_and_the_oldest_are_forgotten()
    {
        var suspects = new Suspects(2);

        suspects.Add(new StepId("a"));
        suspects.Add(new StepId("b"));
        suspects.Add(new StepId("a"));
        suspects.Add(new StepId("c"));
        suspects.Remove(new StepId("b"));

        Assert.False(suspects.Contains(new StepId("a")));
        Assert.True(suspects.Contains(new StepId("c")));
        Assert.Equal(1, suspects.Count);
    }
}
