using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class StepJsonTests
{
    [Theory]
    [InlineData("""{"first_number":1,"parts":[{"value":2},{"value":3}]}""", 6)]
    [InlineData("""{"FIRST_NUMBER":4,"unknown":{"deep":[null]}}""", 4)]
    public async Task Arguments_are_read_by_snake_case_names_in_any_case_and_unknown_members_are_ignored(
        string arguments, int sum)
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.add", arguments);

        Assert.Equal($$"""{"sum_total":{{sum}}}""", result.Result);
    }

    [Theory]
    [InlineData("""{"first_number":"1"}""", "at $.first_number: ", "System.Int32")]
    [InlineData("""{"first_number":1,"parts":[{"value":1},{"value":true}]}""", "at $.parts[1].value: ", "System.Int32")]
    [InlineData("""{"parts":[]}""", "'first_number'", "Good.AddArgs")]
    [InlineData("""[1]""", "do not fit", "Good.AddArgs")]
    [InlineData("""null""", "they are null", "AddArgs")]
    public async Task Arguments_that_do_not_fit_fail_the_step_for_good_and_name_the_place_and_the_type(
        string arguments, string place, string type)
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.add", arguments);

        Assert.Equal((AttemptEnd.Failed, "invalid_arguments"), (result.End, result.Error?.Type));
        Assert.StartsWith(
            "The arguments of 'good.add' do not fit its handler", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(place, result.Error.Message, StringComparison.Ordinal);
        Assert.Contains(type, result.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", result.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"Grüße, 世界 😀 <b>&'","number":1.50,"list":[1e2,null,true],"deep":{"":""}}""")]
    [InlineData("{}")]
    public async Task What_a_handler_passes_through_comes_back_as_it_was(string arguments)
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.echo", arguments);

        Assert.Equal(arguments.Replace("😀", "\\uD83D\\uDE00", StringComparison.Ordinal), result.Result);
    }

    [Fact]
    public async Task A_result_of_null_is_no_result()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.result", """{"kind":"none","size":0}""");

        Assert.Equal((AttemptEnd.Completed, null), (result.End, result.Result));
    }

    [Theory]
    [InlineData(1_048_576 - 23, AttemptEnd.Completed, null)]
    [InlineData(1_048_576 - 22, AttemptEnd.Failed, "result_too_large")]
    [InlineData(100_000_000, AttemptEnd.Failed, "result_too_large")]
    public async Task A_result_may_have_a_mebibyte_and_not_a_byte_more(int size, AttemptEnd end, string? type)
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.result", $$"""{"kind":"text","size":{{size}}}""");

        Assert.Equal((end, type), (result.End, result.Error?.Type));
        Assert.Equal(end == AttemptEnd.Completed ? 1_048_576 : null, result.Result?.Length);
    }

    [Fact]
    public async Task A_result_that_holds_itself_fails_the_step_for_good()
    {
        await using var sandbox = new PluginSandbox("Good");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync("good.result", """{"kind":"cycle","size":1}""");

        Assert.Equal((AttemptEnd.Failed, "invalid_result"), (result.End, result.Error?.Type));
        Assert.Contains("cycle", result.Error!.Message, StringComparison.Ordinal);
    }
}
