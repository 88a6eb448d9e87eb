using System.Text.Json;
using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ExtensionsNew;

/// <summary>Settings.</summary>
public sealed record Limits
{
    /// <summary>The most.</summary>
    public int Most { get; set; }
}

/// <summary>What the handler saw.</summary>
public sealed record Seen(int Most, int Options, int Abstractions);

/// <summary>Uses private options over the host's container.</summary>
[StepHandler("extensions.new")]
public sealed class OptionsHandler(IOptions<Limits> limits, ILogger<OptionsHandler> logger)
    : IStepHandler<JsonElement, Seen>
{
    /// <inheritdoc/>
    public Task<StepResult<Seen>> HandleAsync(
        JsonElement args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return Task.FromResult<StepResult<Seen>>(new Seen(
            limits.Value.Most,
            VersionOf(typeof(IOptions<>)),
            VersionOf(typeof(IServiceCollection))));
    }

    private static int VersionOf(Type type) => type.Assembly.GetName().Version!.Major;
}

/// <summary>Binds its settings.</summary>
public sealed class OptionsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var most = int.Parse(setup.Configuration["Most"] ?? "5", System.Globalization.CultureInfo.InvariantCulture);
        setup.Services.Configure<Limits>(limits => limits.Most = most);
    }
}
