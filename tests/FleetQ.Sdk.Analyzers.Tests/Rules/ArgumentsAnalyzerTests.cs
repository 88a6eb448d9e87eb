using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class ArgumentsAnalyzerTests
{
    [Theory]
    [InlineData("public interface IArgs { } ", "IArgs", "'IArgs' is an interface")]
    [InlineData("public abstract class Args { }", "Args", "'Args' is an abstract class")]
    [InlineData("public sealed class Args { private Args() { } }", "Args", "has no public constructor")]
    [InlineData(
        "public sealed class Args { public Args(int a) { } public Args(string b) { } }", "Args",
        "several public constructors")]
    [InlineData("public sealed class Args { public Args(int count) { } }", "Args", "takes 'count' in its constructor")]
    [InlineData("public sealed record Args(IDisposable File);", "Args", "'Args.File' is an interface")]
    [InlineData("public sealed record Args(Func<int> Work);", "Args", "'Args.Work' is a delegate")]
    [InlineData("public sealed record Args(Stream Input);", "Args", "'Args.Input' is an abstract class")]
    [InlineData("public sealed record Args(Type Kind);", "Args", "'Args.Kind' is a System.Type")]
    [InlineData("public sealed record Args(nint Handle);", "Args", "'Args.Handle' is a native integer")]
    [InlineData("public sealed record Args(int[,] Grid);", "Args", "'Args.Grid' is an array of several dimensions")]
    [InlineData("public sealed class Args { public unsafe int* Raw { get; set; } }", "Args", "'Args.Raw' is a pointer")]
    [InlineData(
        "public sealed record Args(List<Line?> Lines); public sealed record Line(Dictionary<string, Action> Steps);",
        "Args", "'Line.Steps' is a delegate")]
    public async Task Arguments_that_no_json_fits_are_reported(string types, string args, string reason)
    {
        var found = await Rule.FiresAsync<ArgumentsAnalyzer>($"{types} {HandlerOf(args, "[|SendHandler|]")}");

        Assert.Contains(reason, Assert.Single(found).Told(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "JsonElement")]
    [InlineData("", "Dictionary<string, int[]>")]
    [InlineData("public sealed record Args(Uri? Where, Version? Since);", "Args")]
    [InlineData("public sealed record Args(int Count, string? Name, Args? Inner, IReadOnlyList<Args> Rest);", "Args")]
    [InlineData("public sealed record Args([property: JsonIgnore] Action? Work = null);", "Args")]
    [InlineData(
        "public sealed class Args { public Args() { } public Args(int a) { } public int A { get; set; } }", "Args")]
    [InlineData(
        """
        [JsonDerivedType(typeof(Circle), "circle")] public abstract record Shape;
        public sealed record Circle(double Radius) : Shape;
        public sealed record Args(Shape Shape);
        """,
        "Args")]
    [InlineData(
        """
        public sealed class Args
        {
            [JsonConstructor] public Args(int count) => Count = count;
            public Args(string text) => Count = text.Length;
            public int Count { get; }
            public Action Work => () => { };
        }
        """,
        "Args")]
    public async Task Arguments_that_json_fits_are_fine(string types, string args)
    {
        await Rule.StaysQuietAsync<ArgumentsAnalyzer>($"{types} {HandlerOf(args, "SendHandler")}");
    }

    [Fact]
    public async Task A_plugin_with_json_of_its_own_is_left_alone()
    {
        await Rule.StaysQuietAsync<ArgumentsAnalyzer>($$"""
            public interface IArgs { }
            {{HandlerOf("IArgs", "SendHandler")}}
            public sealed class Plugin : IPlugin
            {
                public void Configure(PluginSetup setup) => setup.Json.Converters.Add(new JsonStringEnumConverter());
            }
            """);
    }

    private static string HandlerOf(string args, string name) => $$"""
        [StepHandler("acme.send")]
        public sealed class {{name}} : IStepHandler<{{args}}>
        {
            public Task<StepResult> HandleAsync({{args}} args, StepContext context, CancellationToken token) =>
                Task.FromResult(StepResult.Completed);
        }
        """;
}
