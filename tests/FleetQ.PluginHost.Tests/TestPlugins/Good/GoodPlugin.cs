using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Good;

/// <summary>Registers what the handlers ask for.</summary>
public sealed class GoodPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Services.AddSingleton(new Counter(setup.Name));
        setup.Services.AddScoped<Tracked>();
        setup.AddHandler<BlockHandler>(new StepHandlerAttribute("good.block") { MaxConcurrency = 1 });
    }
}

/// <summary>One for the whole plugin.</summary>
public sealed record Counter(string Name);

/// <summary>One for each attempt; its disposal throws.</summary>
public sealed class Tracked : IAsyncDisposable
{
    private bool isUsed;

    /// <summary>Uses it.</summary>
    public void Use() => isUsed = true;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => isUsed
        ? throw new InvalidOperationException("a service that cannot be disposed of")
        : ValueTask.CompletedTask;
}
