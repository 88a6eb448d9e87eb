using System.Text;
using FleetQ.Host.Requests;

namespace FleetQ.Host.Tests.Requests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData(@"plain")]
    [InlineData("ünïcode 😀")]
    [InlineData(@"\n\t\\\""")]
    [InlineData(@"\ud83d\ude00")]
    [InlineData(@"a\ud83d\ude00b\uD83D\uDE00")]
    [InlineData(@"\\ud83d")]
    [InlineData(@"\\\\u0000")]
    [InlineData(@"\u0001")]
    public void A_text_of_whole_characters_is_right(string escaped) =>
        Assert.Null(JsonText.FindFault(Encoding.UTF8.GetBytes(escaped)));

    [Theory]
    [InlineData(@"\u0000")]
    [InlineData(@"abc\u0000def")]
    [InlineData(@"\\\u0000")]
    public void NUL_is_refused(string escaped) =>
        Assert.Contains("NUL", JsonText.FindFault(Encoding.UTF8.GetBytes(escaped)), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00")]
    [InlineData(@"\ud83dx")]
    [InlineData(@"\ud83d\n")]
    [InlineData(@"\ud83d\ud83d\ude00")]
    [InlineData(@"\ud83d\ude00\ude00")]
    [InlineData(@"\ud83d\u0041")]
    [InlineData(@"x\udBFF")]
    public void Half_a_surrogate_pair_is_refused(string escaped) =>
        Assert.Contains("surrogate", JsonText.FindFault(Encoding.UTF8.GetBytes(escaped)), StringComparison.Ordinal);
}
