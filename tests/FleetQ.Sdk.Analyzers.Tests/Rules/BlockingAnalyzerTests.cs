using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;
using FleetQ.Sdk.CodeFixes;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class BlockingAnalyzerTests
{
    private const string Members = "private static Task<string> LoadAsync() => Task.FromResult(\"a\");";

    [Theory]
    [InlineData("_ = [|LoadAsync().Result|];")]
    [InlineData("[|LoadAsync().Wait()|];")]
    [InlineData("[|Task.WaitAll(LoadAsync())|];")]
    [InlineData("_ = [|LoadAsync().GetAwaiter().GetResult()|];")]
    [InlineData("_ = [|LoadAsync().ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("var load = LoadAsync(); _ = [|load.Result|]; await load;")]
    public async Task Blocking_on_a_task_is_reported(string body)
    {
        await Rule.FiresAsync<BlockingAnalyzer>(HandlerText.Of(body, Members));
    }

    [Theory]
    [InlineData("_ = await LoadAsync();")]
    [InlineData("var load = LoadAsync(); await Task.WhenAll(load); _ = load.Result;")]
    [InlineData("_ = new Own().Result;")]
    public async Task Awaiting_is_fine(string body)
    {
        await Rule.StaysQuietAsync<BlockingAnalyzer>(
            HandlerText.Of(body, Members) + "public sealed class Own { public int Result => 1; }");
    }

    [Theory]
    [InlineData("_ = LoadAsync().Result;", "_ = await LoadAsync();")]
    [InlineData("_ = LoadAsync().Result.Length;", "_ = (await LoadAsync()).Length;")]
    [InlineData("LoadAsync().Wait();", "await LoadAsync();")]
    [InlineData("_ = LoadAsync().GetAwaiter().GetResult();", "_ = await LoadAsync();")]
    public async Task The_fix_awaits(string body, string expected)
    {
        var mended = await Fix.ApplyAsync<BlockingAnalyzer, AwaitFix>(HandlerText.Of(body, Members));

        Assert.Equal(HandlerText.Of(expected, Members), mended);
    }

    [Theory]
    [InlineData("Func<string> load = () => LoadAsync().Result; load();")]
    [InlineData("Task.WaitAll(LoadAsync());")]
    public async Task No_fix_is_offered_where_none_is_clear(string body)
    {
        Assert.Null(await Fix.ApplyAsync<BlockingAnalyzer, AwaitFix>(HandlerText.Of(body, Members)));
    }
}
