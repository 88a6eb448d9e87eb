using System.Reflection;
using System.Text.Json;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Loading;
using FleetQ.PluginHost.Running;
using FleetQ.PluginHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FleetQ.Sdk.Testing.Hosting;

/// <summary>
/// Handlers of the test program itself, set up as a host sets a plugin up, but in no context of its own.
/// </summary>
internal sealed class HandlerSet : IAsyncDisposable
{
    private static readonly ServiceProviderOptions Checks = new() { ValidateOnBuild = true, ValidateScopes = true };

    private readonly ServiceProvider services;
    private readonly IReadOnlyCollection<HandlerBinding> bindings;

    private HandlerSet(
        ServiceProvider services,
        IReadOnlyCollection<HandlerBinding> bindings,
        IReadOnlyList<HandlerRoute> routes,
        JsonSerializerOptions json)
    {
        this.services = services;
        this.bindings = bindings;
        Routes = routes;
        Json = json;
    }

    public IReadOnlyList<HandlerRoute> Routes { get; }

    /// <summary>How the plugin reads arguments and writes results.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>Sets the plugin up. What its own code throws passes through, with its stack.</summary>
    /// <exception cref="HandlerRefusedException">A host would refuse it.</exception>
    public static HandlerSet Build(HandlerSetPlan plan)
    {
        var name = plan.Assembly.GetName().Name!;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SettingsOf(name, plan)).Build();
        var host = new PluginServices(configuration, plan.Loggers, plan.Time);
        var settings = host.SettingsOf(name);
        var container = host.NewContainer(name, settings);
        var json = new StepJson();
        var handlers = Scan(plan);
        if (plan.HasSetup && FindSetup(name, plan.Assembly) is { } setup)
        {
            var surface = new HostPluginSetup(name, container, settings, json.Options, handlers);
            Configure(name, setup, surface);
        }

        foreach (var configure in plan.Services)
        {
            configure(container);
        }

        if (handlers.Problems.Count > 0)
        {
            throw new HandlerRefusedException(name, string.Join("; ", handlers.Problems));
        }

        return Build(name, plan, container, json, handlers.Bindings);
    }

    /// <summary>Calls the handler of a task type.</summary>
    public HandlerCall CallOf(string taskType) => new(
        Routes.FirstOrDefault(route => route.TaskType.Value == taskType)
        ?? throw new ArgumentException(
            $"No handler serves '{taskType}'; there are: {string.Join(", ", Routes.Select(route => route.TaskType))}.",
            nameof(taskType)));

    /// <summary>The task type under which a handler is tried.</summary>
    /// <exception cref="HandlerRefusedException">The handler is bound to none.</exception>
    public string FirstTaskTypeOf(Type handler) =>
        bindings.FirstOrDefault(binding => binding.Handler == handler)?.Attribute.TaskType
        ?? throw new HandlerRefusedException(
            handler.Assembly.GetName().Name!,
            $"{handler.FullName} bears no [StepHandler(\"task-type\")], and the plugin's set-up does not add it; "
                + "bind it, or name a task type in the harness");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static IEnumerable<KeyValuePair<string, string?>> SettingsOf(string plugin, HandlerSetPlan plan) =>
        plan.Settings.Select(setting => KeyValuePair.Create($"Plugins:{plugin}:{setting.Key}", setting.Value));

    private static HandlerScan Scan(HandlerSetPlan plan)
    {
        var scan = new HandlerScan();
        foreach (var handler in plan.Handlers)
        {
            if (plan.TaskType is { } taskType && !IsBound(handler, taskType))
            {
                scan.Add(handler, new StepHandlerAttribute(taskType));
            }

            scan.Add(handler);
        }

        return scan;
    }

    private static bool IsBound(Type handler, string taskType) =>
        handler.GetCustomAttributes<StepHandlerAttribute>(inherit: false)
            .Any(bound => bound.TaskType == taskType || bound.Aliases.Contains(taskType, StringComparer.Ordinal));

    private static Type? FindSetup(string plugin, Assembly assembly)
    {
        var own = assembly.GetTypes()
            .Where(static type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPlugin)))
            .ToArray();
        return own.Length <= 1
            ? own.FirstOrDefault()
            : throw new HandlerRefusedException(
                plugin, $"several classes implement IPlugin ({string.Join(", ", own.Select(type => type.FullName))})");
    }

    private static void Configure(string plugin, Type setup, HostPluginSetup surface)
    {
        try
        {
            ((IPlugin)Activator.CreateInstance(setup)!).Configure(surface);
        }
        catch (SettingsRefusedException wrong)
        {
            throw new HandlerRefusedException(plugin, string.Join(" ", wrong.Problems).TrimEnd('.'));
        }
        finally
        {
            surface.Close();
        }
    }

    private static HandlerSet Build(
        string name,
        HandlerSetPlan plan,
        ServiceCollection container,
        StepJson json,
        IReadOnlyCollection<HandlerBinding> bindings)
    {
        foreach (var binding in bindings)
        {
            container.TryAddScoped(binding.Handler);
        }

        json.Options.MakeReadOnly();
        var services = container.BuildServiceProvider(Checks);
        var logger = plan.Loggers.CreateLogger(PluginLoggerFactory.CategoryOf(name));
        var identity = new PluginIdentity(name, plan.Assembly.GetName().Version!.ToString(), null);
        var routes = bindings.Select(binding => new HandlerRoute
        {
            TaskType = new TaskType(binding.Attribute.TaskType),
            Plugin = identity,
            Runner = new PluginStepRunner(services, StepInvoker.Create(binding, json), plan.Time, logger),
            MaxRetries = binding.Attribute.FindMaxRetries(),
            Timeout = binding.Attribute.FindTimeout(),
            MaxConcurrency = binding.Attribute.FindMaxConcurrency(),
            AliasOf = binding.AliasOf is { } main ? new TaskType(main) : null,
        });
        return new HandlerSet(services, bindings, [.. routes], json.Options);
    }
}
