using System.Reflection;
using FleetQ.Plugins.Csv;
using FleetQ.Plugins.Echo;
using FleetQ.Plugins.Http;
using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Plugins.Tests;

public sealed class PluginTests
{
    public static TheoryData<Type, string[]> Plugins { get; } = new()
    {
        { typeof(EchoPlugin), ["count", "echo", "fail", "sleep"] },
        { typeof(CsvPlugin), ["csv.profile"] },
        { typeof(HttpPlugin), ["http.request"] },
    };

    [Theory]
    [MemberData(nameof(Plugins))]
    public async Task A_plugin_registers_what_its_handlers_ask_for(Type plugin, string[] taskTypes)
    {
        var setup = new FakePluginSetup();

        ((IPlugin)Activator.CreateInstance(plugin)!).Configure(setup);

        await using var services = setup.Services.BuildServiceProvider(validateScopes: true);
        var handlers = plugin.Assembly.GetExportedTypes()
            .Where(type => type.IsDefined(typeof(StepHandlerAttribute)))
            .Select(type => ActivatorUtilities.CreateInstance(services, type))
            .ToList();
        Assert.Equal(
            taskTypes,
            handlers.Select(handler => handler.GetType().GetCustomAttribute<StepHandlerAttribute>()!.TaskType).Order());
    }

    [Fact]
    public async Task The_root_of_csv_files_is_a_setting()
    {
        using var folder = new TempFolder();
        folder.Write("a.csv", "a\n1\n");

        var handler = Create<CsvProfileHandler>(new CsvPlugin(), new(("Root", folder.FullPath)));

        var cancellation = TestContext.Current.CancellationToken;
        var inside = await handler.HandleAsync(new("a.csv"), new FakeStepContext(), cancellation);
        var outside = await handler.HandleAsync(new("/etc/hostname"), new FakeStepContext(), cancellation);
        Assert.Equal(1, inside.Value!.Rows);
        Assert.Equal(StepResultKind.Failed, outside.End.Kind);
    }

    [Fact]
    public async Task The_root_of_counts_is_a_setting()
    {
        using var folder = new TempFolder();

        var handler = Create<CountHandler>(new EchoPlugin(), new(("Root", folder.FullPath)));

        var cancellation = TestContext.Current.CancellationToken;
        await handler.HandleAsync(new("counts", "a"), new FakeStepContext(), cancellation);
        Assert.Equal("a\n", await File.ReadAllTextAsync(folder["counts"], cancellation));
    }

    [Fact]
    public void Hosts_are_a_list_or_a_text_with_commas()
    {
        var list = HttpSettings.From(new FakePluginSetup(
            ("AllowedHosts:0", "a.example"), ("AllowedHosts:1", "*.B.example")).Configuration);
        var text = HttpSettings.From(new FakePluginSetup(("AllowedHosts", "a.example, *.B.example")).Configuration);

        Assert.Equal(["a.example", "*.b.example"], list.AllowedHosts);
        Assert.Equal(list.AllowedHosts, text.AllowedHosts);
        Assert.False(text.AllowPrivateNetworks);
    }

    [Theory]
    [InlineData("AllowedHosts", "http://a.example", "a host name, an address, or '*.' and a suffix")]
    [InlineData("AllowedHosts", "*", "a host name, an address, or '*.' and a suffix")]
    [InlineData("AllowPrivateNetworks", "maybe", "true or false")]
    public void A_wrong_setting_refuses_the_plugin_by_name(string key, string value, string rule)
    {
        var setup = new FakePluginSetup((key, value));

        var failure = Assert.Throws<HttpSettingException>(() => new HttpPlugin().Configure(setup));

        Assert.Equal($"The setting '{key}' is '{value}'; it must be {rule}.", failure.Message);
    }

    [Theory]
    [InlineData("FleetQ.Plugins.Echo", new string[0])]
    [InlineData("FleetQ.Plugins.Csv", new[] { "CsvHelper", "System.IO.Hashing" })]
    [InlineData("FleetQ.Plugins.Http", new string[0])]
    public void A_plugin_folder_holds_the_plugin_and_its_private_libraries_only(string plugin, string[] libraries)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(configuration.Parent!.Parent!.FullName, plugin, configuration.Name);

        var files = Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories);

        Assert.Equal(
            libraries.Append(plugin).Order(StringComparer.Ordinal),
            files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);
    }

    private static THandler Create<THandler>(IPlugin plugin, FakePluginSetup setup)
    {
        plugin.Configure(setup);
        return ActivatorUtilities.CreateInstance<THandler>(setup.Services.BuildServiceProvider());
    }
}
