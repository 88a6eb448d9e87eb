using FleetQ.Sdk;

namespace FleetQ.PluginHost.Loading;

/// <summary>A handler class, the task type that it serves, and what it reads and writes.</summary>
/// <param name="Handler">The class.</param>
/// <param name="Attribute">The task type and its defaults.</param>
/// <param name="Args">What the arguments are read into.</param>
/// <param name="Result">What is written as the result; null for a handler without one.</param>
internal sealed record HandlerBinding(Type Handler, StepHandlerAttribute Attribute, Type Args, Type? Result);
