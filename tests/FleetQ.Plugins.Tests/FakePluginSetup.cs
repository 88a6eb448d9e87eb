using System.Text.Json;
using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Plugins.Tests;

/// <summary>A host's side of a plugin's set-up, with settings of the test's own.</summary>
internal sealed class FakePluginSetup(params (string Key, string? Value)[] settings) : PluginSetup
{
    public override string Name => "Test";

    public override IServiceCollection Services { get; } = new ServiceCollection();

    public override IConfiguration Configuration { get; } = new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
        .Build();

    public override JsonSerializerOptions Json { get; } = new();

    public override void AddHandler<THandler>(StepHandlerAttribute binding) => throw new NotSupportedException();
}
