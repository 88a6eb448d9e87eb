using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;
using FleetQ.Sdk.CodeFixes;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class AsyncVoidAnalyzerTests
{
    [Theory]
    [InlineData("public static async void [|Send|]() => await Task.Yield();")]
    [InlineData("public static void Run() { Send(); async void [|Send|]() => await Task.Yield(); }")]
    [InlineData("public static Action Run() => [|async () => await Task.Yield()|];")]
    public async Task Async_void_is_reported(string member)
    {
        await Rule.FiresAsync<AsyncVoidAnalyzer>(ClassWith(member));
    }

    [Theory]
    [InlineData("public static async Task SendAsync() => await Task.Yield();")]
    [InlineData("public static void Send() { }")]
    [InlineData("public static Func<Task> Run() => async () => await Task.Yield();")]
    public async Task Async_with_a_task_is_fine(string member)
    {
        await Rule.StaysQuietAsync<AsyncVoidAnalyzer>(ClassWith(member));
    }

    [Theory]
    [InlineData(
        "public static async void Send() => await Task.Yield();",
        "public static async Task Send() => await Task.Yield();")]
    [InlineData(
        "public static void Run() { Send(); async void Send() => await Task.Yield(); }",
        "public static void Run() { Send(); async Task Send() => await Task.Yield(); }")]
    public async Task The_fix_returns_a_task(string member, string expected)
    {
        var mended = await Fix.ApplyAsync<AsyncVoidAnalyzer, ReturnTaskFix>(ClassWith(member));

        Assert.Equal(ClassWith(expected), mended);
    }

    private static string ClassWith(string member) => $$"""
        public static class Plain
        {
            {{member}}
        }
        """;
}
