using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Loops;
using FleetQ.Engine.Membership;
using FleetQ.Engine.Model;
using FleetQ.Host.Requests;
using FleetQ.Host.Security;
using FleetQ.Host.Settings;
using FleetQ.PluginHost;
using FleetQ.Storage;
using FleetQ.Storage.Sqlite;

namespace FleetQ.Host;

/// <summary>The one place where the parts of a host are put together.</summary>
internal static class Composition
{
    // Besides the handlers: the last requests, the last writes and the farewell to the store.
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Opens the store, loads the plugins and builds the web application; nothing runs before it is started.
    /// </summary>
    /// <exception cref="Engine.Storage.StoreUnusableException">The store cannot be used as it is.</exception>
    public static async Task<ComposedHost> ComposeAsync(
        HostSettings settings,
        HostIdentity identity,
        HostSurroundings surroundings,
        CancellationToken cancellationToken)
    {
        var (time, random, loggers) = (surroundings.Time, surroundings.Random, surroundings.Loggers);
        var parts = new Stack<IAsyncDisposable>();
        var isComposed = false;
        try
        {
            var store = await StoreChoice.OpenAsync(settings, time, loggers, cancellationToken);
            parts.Push(store);
            var plugins = new PluginCatalog(
                PluginsFolder.OptionsOf(settings),
                surroundings.Configuration,
                loggers,
                time);
            parts.Push(plugins);
            await plugins.LoadAllAsync(cancellationToken);
            IHandlerRoutes routes = surroundings.Handlers is { } own ? new JoinedRoutes(own, plugins) : plugins;
            var engine = new FleetEngine(
                settings.ToEngineOptions(identity),
                PortsOf(store, settings, identity, loggers),
                routes,
                plugins.ToJson,
                new ThreadPacer(),
                time,
                random,
                loggers);
            parts.Push(engine);
            plugins.CountAbandoned = engine.Abandoned.CountOf;
            surroundings.Unhandled?.Attach(plugins, loggers);
            var app = Build(settings, identity, surroundings, store, plugins, routes, engine);
            parts.Push(app);
            isComposed = true;
            return new ComposedHost(app, engine, parts);
        }
        finally
        {
            if (!isComposed)
            {
                await ComposedHost.DisposeAllAsync(parts);
            }
        }
    }

    private static WebApplication Build(
        HostSettings settings,
        HostIdentity identity,
        HostSurroundings surroundings,
        SqlStore store,
        PluginCatalog plugins,
        IHandlerRoutes routes,
        FleetEngine engine)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(Composition).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => WebPipeline.ConfigureServer(server, settings));
        WebPipeline.ConfigureServices(builder.Services);
        builder.Services
            .Configure<HostOptions>(options => options.ShutdownTimeout = settings.ShutdownTimeout + FarewellPatience)
            .AddSingleton(surroundings.Loggers)
            .AddSingleton(surroundings.Time)
            .AddSingleton(settings)
            .AddSingleton(identity)
            .AddSingleton(engine)
            .AddSingleton(engine.FleetView)
            .AddSingleton(store.Reading)
            .AddSingleton(store.Describe)
            .AddSingleton(store.Faults)
            .AddSingleton(plugins)
            .AddSingleton(routes)
            .AddSingleton(DefaultsOf(settings, surroundings, type => routes.Find(type) ?? plugins.FindDeclared(type)))
            .AddSingleton(AccessOf(settings))
            .AddSingleton(new ApiKeyRing(settings.ApiKeys))
            .AddSingleton(surroundings.Unhandled ?? new UnhandledExceptions())
            .AddSingleton<DrainSignal>()
            .AddHostedService<PodLifetime>()
            .AddHostedService<PluginReloads>();
        if (settings.ApiKeysFile is { } path)
        {
            builder.Services.AddHostedService(
                services => ActivatorUtilities.CreateInstance<ApiKeyFile>(services, path));
        }

        var app = builder.Build();
        WebPipeline.Map(app);
        return app;
    }

    private static EngineStores PortsOf(
        SqlStore store, HostSettings settings, HostIdentity identity, ILoggerFactory loggers) => new()
        {
            Submission = store.Submission,
            Claims = store.Claims,
            Completion = store.Completion,
            Pods = store.Pods,
            Recovery = store.Recovery,
            Reading = store.Reading,
            Operating = store.Operating,
            Changes = store.Changes,
            Journal = new SqliteRecoveryJournal(
            JournalFolder.Of(settings, identity.PodId), loggers.CreateLogger<SqliteRecoveryJournal>()),
        };

    private static SubmitDefaults DefaultsOf(
        HostSettings settings, HostSurroundings surroundings, Func<TaskType, HandlerRoute?> find)
    {
        int MaxRetriesOf(TaskType taskType) => find(taskType)?.MaxRetries ?? settings.MaxRetries;

        return new SubmitDefaults(MaxRetriesOf, settings.DefaultRetry, surroundings.Time, surroundings.Random)
        {
            FindRoute = find,
        };
    }

    private static AccessOptions AccessOf(HostSettings settings)
    {
        var isPrivate = SettingsRules.IsLoopback(settings.ApiHost) && !settings.NeedsKeys;
        return new AccessOptions(settings.NeedsKeys, isPrivate ? AccessOptions.LoopbackNames : null);
    }
}
