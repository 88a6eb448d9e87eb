using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests;

public sealed class TaskTypeManifestTests
{
    [Fact]
    public async Task A_handler_serves_its_aliases_with_the_same_defaults()
    {
        await using var sandbox = new PluginSandbox("Described");

        var catalog = await sandbox.LoadAsync();

        var routes = catalog.Routes.OrderBy(static route => route.TaskType.Value, StringComparer.Ordinal).ToArray();
        Assert.Equal(["described.send", "mail.send", "send"], routes.Select(static route => route.TaskType.Value));
        Assert.Equal([null, "described.send", "described.send"], routes.Select(static route => route.AliasOf?.Value));
        Assert.All(routes, static route => Assert.Equal((2, 3), (route.MaxRetries, route.MaxConcurrency)));
        Assert.All(routes, static route => Assert.True(route.ChecksEverySubmit));
    }

    [Fact]
    public async Task A_plugin_in_a_process_of_its_own_tells_the_same()
    {
        await using var sandbox = new PluginSandbox("Described");
        var here = (await sandbox.LoadAsync()).Plugins[0];
        sandbox.Settings["Plugins:Described:Isolation"] = "process";

        var apart = (await sandbox.LoadAsync()).Plugins[0];

        Assert.Equal("process", apart.Isolation);
        Assert.All(apart.TaskTypes, static type => Assert.True(type is { Validate: true, ArgumentsSchema: not null }));
        Assert.Equal(
            here.TaskTypes.Select(static type => (type.TaskType, type.AliasOf)),
            apart.TaskTypes.Select(static type => (type.TaskType, type.AliasOf)));
    }

    [Theory]
    [InlineData("described.send")]
    [InlineData("send")]
    public async Task A_step_runs_under_the_name_that_it_was_stored_with(string taskType)
    {
        await using var sandbox = new PluginSandbox("Described");
        var catalog = await sandbox.LoadAsync();

        var result = await catalog.RunAsync(taskType, """{"to":"alice"}""");

        Assert.Equal($"\"{taskType}:alice\"", result.Result);
    }

    [Fact]
    public async Task An_alias_that_another_plugin_serves_is_a_clash()
    {
        await using var sandbox = new PluginSandbox("Described", "Described2");

        var catalog = await sandbox.LoadAsync();

        Assert.Equal(RefusalCodes.TypeClash, catalog.Plugins[1].Code);
        Assert.Contains("both serve 'mail.send'", catalog.Plugins[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifest_is_read_without_loading_the_plugin()
    {
        await using var sandbox = new PluginSandbox("Described");

        var facts = AssemblyFacts.Read(sandbox.Path("Described", "Described.dll"));

        var manifest = Assert.Single(facts!.Manifest.All);
        Assert.Equal(("described.send", "Described.SendHandler"), (manifest.TaskType, manifest.Handler));
        Assert.Equal(["send", "mail.send"], manifest.Aliases);
        Assert.NotNull(facts.Manifest.FindSchema("described.send"));
    }

    [Fact]
    public async Task Each_name_has_the_schema_of_its_arguments()
    {
        await using var sandbox = new PluginSandbox("Described");

        var catalog = await sandbox.LoadAsync();

        var schema = catalog.Find(new TaskType("send"))!.Schema!;
        Assert.Empty(schema.Check(JsonElement.Parse("""{"to":"alice"}""")).Faults);
        var fault = Assert.Single(schema.Check(JsonElement.Parse("{}")).Faults);
        Assert.Equal((".to", "is required."), (fault.Path, fault.Text));
    }

    [Fact]
    public async Task The_report_tells_aliases_and_schemas_and_the_pods_row_no_schemas()
    {
        await using var sandbox = new PluginSandbox("Described");

        var catalog = await sandbox.LoadAsync();

        var types = JsonElement.Parse(catalog.ToFullJson())[0].GetProperty("task_types");
        Assert.Equal("SendArgs", types[0].GetProperty("arguments_schema").GetProperty("title").GetString());
        Assert.True(types[0].GetProperty("validate").GetBoolean());
        Assert.Equal("described.send", types[2].GetProperty("alias_of").GetString());
        Assert.DoesNotContain("arguments_schema", catalog.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"alias_of\"", catalog.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_built_without_the_generator_has_no_schema()
    {
        await using var sandbox = new PluginSandbox("Good");

        var catalog = await sandbox.LoadAsync();

        Assert.All(catalog.Routes, static route => Assert.Null(route.Schema));
        Assert.DoesNotContain("arguments_schema", catalog.ToFullJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_is_left_out_where_the_plugin_reads_its_json_in_its_own_way()
    {
        await using var sandbox = new PluginSandbox("Described");
        sandbox.Settings["Plugins:Described:CamelCase"] = "true";

        var catalog = await sandbox.LoadAsync();

        Assert.All(catalog.Routes, static route => Assert.Null(route.Schema));
    }
}
