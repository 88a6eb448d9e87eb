using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost;
using FleetQ.TestKit.Fleet;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Benchmarks.Isolation;

/// <summary>The sample plugins as a host loads them, in its process or each in one of its own.</summary>
internal sealed class CatalogDispatch : IDispatch
{
    private const string Plugin = "FleetQ.Plugins.Echo";

    private static readonly TaskType Echo = new("echo");

    private readonly PluginCatalog catalog;

    private CatalogDispatch(PluginCatalog catalog) => this.catalog = catalog;

    internal static async Task<CatalogDispatch> LoadAsync(bool isIsolated, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string?>();
        if (isIsolated)
        {
            settings[$"Plugins:{Plugin}:Isolation"] = "process";
        }

        var options = new PluginHostOptions
        {
            Folder = PublishedHost.Plugins,
            Isolation = new() { Program = Path.Combine(PublishedHost.Folder, "FleetQ.PluginProcess") },
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var catalog = new PluginCatalog(options, configuration, NullLoggerFactory.Instance, TimeProvider.System);
        await catalog.LoadAllAsync(cancellationToken);
        var problem = catalog.Plugins.First(static plugin => plugin.Name == Plugin).Error;
        return problem is null ? new CatalogDispatch(catalog) : throw new InvalidOperationException(problem);
    }

    public async Task<string?> RunAsync(string arguments)
    {
        var result = await catalog.Find(Echo)!.Runner.RunAsync(NewAttempt(arguments), CancellationToken.None);
        return result.Result;
    }

    public ValueTask DisposeAsync() => catalog.DisposeAsync();

    private static Attempt NewAttempt(string arguments) => new(
        new Claim
        {
            Key = new ClaimKey(new StepId("step_1"), 1),
            Pod = new PodIdentity(new PodId("pod-1"), "1"),
            TaskType = Echo,
            Sequence = 1,
            Attempt = 1,
            MaxRetries = 3,
            Losses = 0,
            Priority = 0,
            Tenant = "",
            Payload = arguments,
            PayloadForm = PayloadForm.Args,
            Metadata = "{}",
        },
        arguments,
        static (_, _) => { });
}
