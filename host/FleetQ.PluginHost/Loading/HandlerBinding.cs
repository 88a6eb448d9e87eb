using FleetQ.Sdk;

namespace FleetQ.PluginHost.Loading;

/// <summary>A handler class, the task type that it serves, and what it reads and writes.</summary>
/// <param name="Handler">The class.</param>
/// <param name="Attribute">The task type and its defaults.</param>
/// <param name="Args">What the arguments are read into.</param>
/// <param name="Result">What is written as the result; null for a handler without one.</param>
internal sealed record HandlerBinding(Type Handler, StepHandlerAttribute Attribute, Type Args, Type? Result)
{
    /// <summary>The task type that this is an earlier name of; null for a name of its own.</summary>
    public string? AliasOf { get; init; }

    /// <summary>One binding more for each alias, alike but for the name.</summary>
    public IEnumerable<HandlerBinding> ForAliases() => (Attribute.Aliases ?? []).Select(alias => this with
    {
        Attribute = Under(alias),
        AliasOf = Attribute.TaskType,
    });

    private StepHandlerAttribute Under(string alias)
    {
        var attribute = new StepHandlerAttribute(alias) { Validate = Attribute.Validate };
        if (Attribute.FindMaxRetries() is { } retries)
        {
            attribute.MaxRetries = retries;
        }

        if (Attribute.FindTimeout() is { } timeout)
        {
            attribute.TimeoutSeconds = timeout.TotalSeconds;
        }

        if (Attribute.FindMaxConcurrency() is { } concurrency)
        {
            attribute.MaxConcurrency = concurrency;
        }

        return attribute;
    }
}
