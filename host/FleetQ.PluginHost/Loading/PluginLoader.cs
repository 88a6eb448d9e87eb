using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Running;
using FleetQ.PluginHost.Settings;
using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FleetQ.PluginHost.Loading;

/// <summary>Loads one plugin into a context of its own, runs its set-up and makes its routes.</summary>
internal sealed class PluginLoader(PluginServices host)
{
    private static readonly ServiceProviderOptions Checks = new() { ValidateOnBuild = true, ValidateScopes = true };

    /// <summary>Loads a plugin that was found sound. Whatever its code throws becomes a refusal.</summary>
    public StartResult Load(PluginCopy copy, AssemblyFacts facts, bool isUnloadable)
    {
        var plugin = copy.Plugin;
        PluginContext? owned = null;
        try
        {
            owned = new PluginContext(plugin, isUnloadable);

            // Asking for all types at once finds what does not fit now, instead of at the first step that touches it.
            var main = owned.LoadMain();
            var types = main.GetTypes();
            var identity = new PluginIdentity(plugin.Name, facts.Version, copy.Fingerprint);
            var loaded = Load(new Loading(plugin, facts, identity, owned, PluginContext.FindContext(main)), types);
            owned = loaded.Generation is null ? owned : null;
            return loaded;
        }
        catch (Exception failure)
        {
            return new(null, LoadFailure.Explain(plugin, failure));
        }
        finally
        {
            owned?.Dispose();
        }
    }

    private StartResult Load(Loading loading, Type[] types)
    {
        var plugin = loading.Plugin;
        var handlers = new HandlerScan();
        foreach (var type in types)
        {
            handlers.Add(type);
        }

        var settings = host.SettingsOf(plugin.Name);
        var container = host.NewContainer(plugin.Name, settings);
        var json = new StepJson();
        var setup = new HostPluginSetup(plugin.Name, container, settings, json.Options, handlers);
        using (loading.Owned.EnterReflection())
        {
            return (Configure(plugin, types, setup) ?? Judge(plugin, loading.Facts, handlers)) is { } refusal
                ? new(null, refusal)
                : Build(loading, container, json, handlers);
        }
    }

    private static Refusal? Configure(PluginCandidate plugin, Type[] types, HostPluginSetup setup)
    {
        var own = types.Where(IsSetUp).ToArray();
        if (own.Length > 1)
        {
            return Refusal.SeveralSetUps(plugin, own.Select(type => type.FullName));
        }

        try
        {
            if (own is [var type])
            {
                ((IPlugin)Activator.CreateInstance(type)!).Configure(setup);
            }

            return null;
        }
        catch (Exception failure) when (LoadFailure.Innermost(failure) is SettingsRefusedException wrong)
        {
            return SettingRefusals.WrongSettings(plugin, wrong.Problems);
        }
        catch (Exception failure)
        {
            var cause = ExceptionText.Describe(LoadFailure.Innermost(failure));
            return Refusal.SetUpThrew(plugin, own[0].FullName, cause);
        }
        finally
        {
            setup.Close();
        }
    }

    private static bool IsSetUp(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPlugin));

    private static Refusal? Judge(PluginCandidate plugin, AssemblyFacts facts, HandlerScan handlers)
    {
        if (handlers.Problems.Count > 0)
        {
            return Refusal.WrongHandlers(plugin, facts, handlers.Problems);
        }

        return handlers.Bindings.Count > 0
            ? null
            : Refusal.NoHandlers(plugin, facts, handlers.Unbound.FirstOrDefault());
    }

    private StartResult Build(Loading loading, ServiceCollection container, StepJson json, HandlerScan handlers)
    {
        var plugin = loading.Plugin;
        try
        {
            foreach (var binding in handlers.Bindings)
            {
                container.TryAddScoped(binding.Handler);
            }

            container.MakeReadOnly();
            json.Options.MakeReadOnly();
            var invokers = handlers.Bindings.Select(binding => (binding, StepInvoker.Create(binding, json))).ToArray();
            var services = container.BuildServiceProvider(Checks);
            var logger = host.Loggers.CreateLogger(PluginLoggerFactory.CategoryOf(plugin.Name));
            var routes = new List<HandlerRoute>();
            foreach (var (binding, invoker) in invokers)
            {
                var runner = new PluginStepRunner(services, invoker, host.Time, logger);
                routes.Add(Route(loading, binding, runner, json));
            }

            routes.Sort((left, right) => string.CompareOrdinal(left.TaskType.Value, right.TaskType.Value));
            return new(
                new LoadedPlugin(loading.Identity, routes, loading.Owned, loading.Context, services, logger), null);
        }
        catch (Exception failure)
        {
            var cause = ExceptionText.Describe(LoadFailure.Innermost(failure));
            return new(null, Refusal.Unconstructible(plugin, loading.Facts, cause));
        }
    }

    private static HandlerRoute Route(
        Loading loading, HandlerBinding binding, PluginStepRunner runner, StepJson json) => new()
        {
            TaskType = new TaskType(binding.Attribute.TaskType),
            Plugin = loading.Identity,
            Runner = runner,
            MaxRetries = binding.Attribute.FindMaxRetries(),
            Timeout = binding.Attribute.FindTimeout(),
            MaxConcurrency = binding.Attribute.FindMaxConcurrency(),
            AliasOf = binding.AliasOf is { } name ? new TaskType(name) : null,
            Schema = json.IsAsGiven
                ? loading.Facts.Manifest.FindSchema(binding.AliasOf ?? binding.Attribute.TaskType)
                : null,
            ChecksEverySubmit = binding.Attribute.Validate,
        };

    private sealed record Loading(
        PluginCandidate Plugin,
        AssemblyFacts Facts,
        PluginIdentity Identity,
        PluginContext Owned,
        WeakReference? Context);
}
