using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class UnloadAnalyzerTests
{
    [Theory]
    [InlineData("public A() { [|AppDomain.CurrentDomain.ProcessExit += OnEnd|]; }")]
    [InlineData("public A() { [|Console.CancelKeyPress += (_, _) => { }|]; }")]
    [InlineData("public A() { [|TaskScheduler.UnobservedTaskException += (_, _) => { }|]; }")]
    [InlineData("private static readonly Timer [|Beat|] = new(_ => { });")]
    [InlineData("private static Thread? [|Loop|] { get; set; }")]
    [InlineData(
        """
        public A() { [|System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => { })|]; }
        """)]
    public async Task What_outlives_the_plugin_is_reported(string member)
    {
        await Rule.FiresAsync<UnloadAnalyzer>(ClassWith(member));
    }

    [Theory]
    [InlineData(
        """
        public A() { AppDomain.CurrentDomain.ProcessExit += OnEnd; }
        public void Dispose() { AppDomain.CurrentDomain.ProcessExit -= OnEnd; }
        """)]
    [InlineData("private static event EventHandler? Own; public A() { Own += OnEnd; Own(this, EventArgs.Empty); }")]
    [InlineData("private readonly Timer beat = new(_ => { }); public Timer Beat => beat;")]
    [InlineData("public A(FileSystemWatcher watcher) { watcher.Changed += (_, _) => { }; }")]
    public async Task What_ends_with_the_plugin_is_fine(string member)
    {
        await Rule.StaysQuietAsync<UnloadAnalyzer>(ClassWith(member));
    }

    private static string ClassWith(string member) => $$"""
        public sealed class A
        {
            {{member}}
            private static void OnEnd(object? sender, EventArgs args) { }
        }
        """;
}
