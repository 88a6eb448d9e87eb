using System.Reflection;
using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Loading;
using FleetQ.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.PluginHost.Running;

/// <summary>Calls one handler class. Made once, when its plugin is loaded, so that no call needs reflection.</summary>
internal abstract class StepInvoker
{
    /// <summary>Makes the invoker of a handler.</summary>
    /// <exception cref="TargetInvocationException">The handler's types cannot be JSON.</exception>
    public static StepInvoker Create(HandlerBinding binding, StepJson json)
    {
        var type = binding.Result is { } result
            ? typeof(StepInvoker<,,>).MakeGenericType(binding.Handler, binding.Args, result)
            : typeof(StepInvoker<,>).MakeGenericType(binding.Handler, binding.Args);
        return (StepInvoker)Activator.CreateInstance(type, json)!;
    }

    /// <summary>Runs one attempt. What the handler throws passes through.</summary>
    /// <param name="services">The attempt's own scope.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="context">What the handler sees of it.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    public abstract Task<AttemptResult> RunAsync(
        IServiceProvider services, Attempt attempt, StepContext context, CancellationToken cancellationToken);

    /// <summary>Makes the handler of an attempt.</summary>
    /// <exception cref="UnconstructedException">Its constructor, or that of what it asks for, threw.</exception>
    protected static THandler Construct<THandler>(IServiceProvider services)
        where THandler : class
    {
        try
        {
            return services.GetRequiredService<THandler>();
        }
        catch (Exception failure)
        {
            throw new UnconstructedException(failure);
        }
    }
}
