using System.Text.Json;
using FleetQ.PluginHost.Settings;
using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.PluginHost.Loading;

/// <summary>What the host hands to a plugin's <see cref="IPlugin.Configure"/>; closed when that returns.</summary>
internal sealed class HostPluginSetup(
    string name,
    ServiceCollection services,
    IConfiguration configuration,
    JsonSerializerOptions json,
    HandlerScan handlers) : PluginSetup
{
    private bool isClosed;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IServiceCollection Services => services;

    /// <inheritdoc/>
    public override IConfiguration Configuration => configuration;

    /// <inheritdoc/>
    public override JsonSerializerOptions Json => json;

    /// <inheritdoc/>
    public override void AddHandler<THandler>(StepHandlerAttribute binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        ThrowIfClosed();
        handlers.Add(typeof(THandler), binding);
    }

    /// <inheritdoc/>
    public override TSettings Bind<TSettings>()
    {
        ThrowIfClosed();
        return PluginSettings.Bind<TSettings>(name, configuration);
    }

    /// <summary>Ends the set-up: what a plugin keeps of it changes nothing any more.</summary>
    public void Close() => isClosed = true;

    private void ThrowIfClosed()
    {
        if (isClosed)
        {
            throw new InvalidOperationException(
                $"Plugin '{name}' is set up; add handlers and read settings in {nameof(IPlugin.Configure)} only.");
        }
    }
}
