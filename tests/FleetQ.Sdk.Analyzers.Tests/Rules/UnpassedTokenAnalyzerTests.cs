using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;
using FleetQ.Sdk.CodeFixes;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class UnpassedTokenAnalyzerTests
{
    private const string Members = """
        private static Task SendAsync(string text, int times = 1, CancellationToken stop = default) =>
            Task.CompletedTask;
        private static Task<T> LoadAsync<T>(T one) => Task.FromResult(one);
        private static Task<T> LoadAsync<T>(T one, CancellationToken stop) => Task.FromResult(one);
        private static Task EndAsync() => Task.CompletedTask;
        """;

    [Theory]
    [InlineData("await [|Task.Delay(1)|];")]
    [InlineData("await [|Task.Delay(1)|].ConfigureAwait(false);")]
    [InlineData("""await [|SendAsync("a")|];""")]
    [InlineData("_ = await [|LoadAsync(1)|];")]
    [InlineData("""_ = (await [|File.ReadAllTextAsync("a")|]).Length;""")]
    public async Task A_call_that_could_take_the_token_is_reported(string body)
    {
        await Rule.FiresAsync<UnpassedTokenAnalyzer>(HandlerText.Of(body, Members));
    }

    [Theory]
    [InlineData("await Task.Delay(1, cancellationToken);")]
    [InlineData("await Task.Delay(1, CancellationToken.None);")]
    [InlineData("""await SendAsync("a", stop: cancellationToken);""")]
    [InlineData("await EndAsync();")]
    [InlineData("await Task.Yield();")]
    [InlineData("Func<Task> later = static async () => await Task.Delay(1); await later();")]
    public async Task A_call_that_has_it_or_cannot_take_it_is_fine(string body)
    {
        await Rule.StaysQuietAsync<UnpassedTokenAnalyzer>(HandlerText.Of(body, Members));
    }

    [Fact]
    public async Task Other_classes_are_left_to_other_rules()
    {
        await Rule.StaysQuietAsync<UnpassedTokenAnalyzer>("""
            public static class Plain
            {
                public static async Task WaitAsync(CancellationToken token) => await Task.Delay(1);
            }
            """);
    }

    [Theory]
    [InlineData("await Task.Delay(1);", "await Task.Delay(1, cancellationToken);")]
    [InlineData("""await SendAsync("a");""", """await SendAsync("a", stop: cancellationToken);""")]
    [InlineData("""await SendAsync("a", 2);""", """await SendAsync("a", 2, cancellationToken);""")]
    [InlineData("_ = await LoadAsync(one: 1);", "_ = await LoadAsync(one: 1, stop: cancellationToken);")]
    [InlineData(
        "Func<CancellationToken, Task> wait = async own => await Task.Delay(1); await wait(cancellationToken);",
        "Func<CancellationToken, Task> wait = async own => await Task.Delay(1, own); await wait(cancellationToken);")]
    public async Task The_fix_passes_it(string body, string expected)
    {
        var mended = await Fix.ApplyAsync<UnpassedTokenAnalyzer, PassTokenFix>(HandlerText.Of(body, Members));

        Assert.Equal(HandlerText.Of(expected, Members), mended);
    }
}
