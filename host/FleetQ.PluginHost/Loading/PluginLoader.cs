using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Running;
using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FleetQ.PluginHost.Loading;

/// <summary>Loads one plugin into a context of its own, runs its set-up and makes its routes.</summary>
internal sealed class PluginLoader(PluginServices host)
{
    /// <summary>Loads a plugin that was found sound. Whatever its code throws becomes a refusal.</summary>
    /// <returns>The plugin, or why it cannot run.</returns>
    public (LoadedPlugin? Plugin, Refusal? Refusal) Load(PluginCandidate plugin, AssemblyFacts facts)
    {
        PluginContext? owned = null;
        try
        {
            owned = new PluginContext(plugin);

            // Asking for all types at once finds what does not fit now, instead of at the first step that touches it.
            var types = owned.LoadMain().GetTypes();
            var loaded = Load(plugin, facts, owned, types);
            owned = loaded.Plugin is null ? owned : null;
            return loaded;
        }
        catch (Exception failure)
        {
            return (null, LoadFailure.Explain(plugin, failure));
        }
        finally
        {
            owned?.Dispose();
        }
    }

    private (LoadedPlugin? Plugin, Refusal? Refusal) Load(
        PluginCandidate plugin, AssemblyFacts facts, PluginContext context, Type[] types)
    {
        var handlers = new HandlerScan();
        foreach (var type in types)
        {
            handlers.Add(type);
        }

        var settings = host.SettingsOf(plugin.Name);
        var container = host.NewContainer(plugin.Name, settings);
        var json = new StepJson();
        var setup = new HostPluginSetup(plugin.Name, container, settings, json.Options, handlers);
        using (context.EnterReflection())
        {
            return (Configure(plugin, types, setup) ?? Judge(plugin, facts, handlers)) is { } refusal
                ? (null, refusal)
                : Build(plugin, facts, context, container, json, handlers);
        }
    }

    private static Refusal? Configure(PluginCandidate plugin, Type[] types, HostPluginSetup setup)
    {
        var own = types.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPlugin))).ToArray();
        if (own.Length > 1)
        {
            return new(RefusalCodes.SetupFailed, $"Plugin '{plugin.Name}' has {own.Length} classes that implement IPlugin "
                + $"({string.Join(", ", own.Select(type => type.FullName))}); keep one.");
        }

        try
        {
            if (own is [var type])
            {
                ((IPlugin)Activator.CreateInstance(type)!).Configure(setup);
            }

            return null;
        }
        catch (Exception failure)
        {
            var cause = LoadFailure.Innermost(failure);
            return new(RefusalCodes.SetupFailed, $"Plugin '{plugin.Name}' threw in its set-up, {own[0].FullName}: "
                + $"{ExceptionText.Describe(cause)}. Correct its settings under 'Plugins:{plugin.Name}', or the plugin.");
        }
        finally
        {
            setup.Close();
        }
    }

    private static Refusal? Judge(PluginCandidate plugin, AssemblyFacts facts, HandlerScan handlers)
    {
        if (handlers.Problems.Count > 0)
        {
            return new(RefusalCodes.InvalidHandler,
                $"Plugin '{plugin.Name}' {facts.Version}: {string.Join("; ", handlers.Problems)}. Correct the declarations.");
        }

        if (handlers.Bindings.Count > 0)
        {
            return null;
        }

        var fix = handlers.Unbound is [var first, ..]
            ? $"{first} implements IStepHandler but bears no [StepHandler(\"task-type\")]; add it."
            : "Add a public class that implements IStepHandler<TArgs> and bears [StepHandler(\"task-type\")].";
        return new(RefusalCodes.NoHandlers, $"Plugin '{plugin.Name}' {facts.Version} has no handler. {fix}");
    }

    private (LoadedPlugin? Plugin, Refusal? Refusal) Build(
        PluginCandidate plugin,
        AssemblyFacts facts,
        PluginContext context,
        ServiceCollection container,
        StepJson json,
        HandlerScan handlers)
    {
        try
        {
            foreach (var binding in handlers.Bindings)
            {
                container.TryAddScoped(binding.Handler);
            }

            container.MakeReadOnly();
            json.Options.MakeReadOnly();
            var invokers = handlers.Bindings.ToDictionary(binding => binding, binding => StepInvoker.Create(binding, json));
            var services = container.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
            var log = host.Loggers.CreateLogger(PluginLoggerFactory.CategoryOf(plugin.Name));
            var routes = invokers
                .Select(pair => Route(plugin, facts, pair.Key, new PluginStepRunner(services, pair.Value, host.Time, log)))
                .OrderBy(route => route.TaskType.Value, StringComparer.Ordinal)
                .ToArray();
            return (new LoadedPlugin(plugin, facts, routes, context, services, log), null);
        }
        catch (Exception failure)
        {
            return (null, new(RefusalCodes.InvalidHandler, $"Plugin '{plugin.Name}' {facts.Version} cannot construct its handlers: "
                + $"{ExceptionText.Describe(LoadFailure.Innermost(failure))}. Register what they ask for in IPlugin.Configure."));
        }
    }

    private static HandlerRoute Route(
        PluginCandidate plugin, AssemblyFacts facts, HandlerBinding binding, PluginStepRunner runner) => new()
        {
            TaskType = new TaskType(binding.Attribute.TaskType),
            Plugin = plugin.Name,
            PluginVersion = facts.Version,
            Runner = runner,
            MaxRetries = binding.Attribute.FindMaxRetries(),
            Timeout = binding.Attribute.FindTimeout(),
            MaxConcurrency = binding.Attribute.FindMaxConcurrency(),
        };
}
