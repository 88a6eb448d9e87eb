using System.Reflection;
using FleetQ.Engine.Model;
using FleetQ.Sdk;

namespace FleetQ.PluginHost.Loading;

/// <summary>Turns a plugin's classes into bindings and collects every mistake in their declarations.</summary>
internal sealed class HandlerScan
{
    /// <summary>The most retries that a task type can have.</summary>
    public const int RetriesMax = 100;

    /// <summary>The most steps of one type that a pod can be told to run at once.</summary>
    public const int ConcurrencyMax = 10_000;

    private readonly Dictionary<string, HandlerBinding> bindings = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    /// <summary>The longest that an attempt can be told to run.</summary>
    public static TimeSpan TimeoutMax { get; } = TimeSpan.FromDays(30);

    /// <summary>What is declared well, by task type.</summary>
    public IReadOnlyCollection<HandlerBinding> Bindings => bindings.Values;

    /// <summary>What is declared wrongly, each as a clause that names the class.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Classes that could handle steps but bear no task type; a hint where a plugin has no handler.</summary>
    public List<string> Unbound { get; } = [];

    /// <summary>Takes a class with the attributes that it bears.</summary>
    public void Add(Type type)
    {
        var attributes = type.GetCustomAttributes<StepHandlerAttribute>(inherit: false).ToArray();
        if (attributes.Length == 0 && type is { IsClass: true, IsAbstract: false } && InterfacesOf(type).Any())
        {
            Unbound.Add(type.FullName!);
        }

        foreach (var attribute in attributes)
        {
            Add(type, attribute);
        }
    }

    /// <summary>Takes a class under a task type that is named elsewhere.</summary>
    public void Add(Type type, StepHandlerAttribute attribute)
    {
        var interfaces = InterfacesOf(type).ToArray();
        if ((FindProblem(type, interfaces) ?? FindProblem(attribute)) is { } problem)
        {
            problems.Add($"{type.FullName} {problem}");
            return;
        }

        var arguments = interfaces[0].GetGenericArguments();
        var binding = new HandlerBinding(type, attribute, arguments[0], arguments.ElementAtOrDefault(1));
        foreach (var name in binding.ForAliases().Prepend(binding))
        {
            Add(name);
        }
    }

    private void Add(HandlerBinding binding)
    {
        var name = binding.Attribute.TaskType;
        if (!TaskType.IsValid(name))
        {
            problems.Add($"{binding.Handler.FullName} {NoTaskType(name)}");
        }
        else if (bindings.TryGetValue(name, out var other))
        {
            problems.Add($"{binding.Handler.FullName} serves '{name}', which {other.Handler.FullName} serves already");
        }
        else
        {
            bindings.Add(name, binding);
        }
    }

    private static IEnumerable<Type> InterfacesOf(Type type) => type.GetInterfaces().Where(candidate =>
        candidate.IsGenericType
        && (candidate.GetGenericTypeDefinition() == typeof(IStepHandler<>)
            || candidate.GetGenericTypeDefinition() == typeof(IStepHandler<,>)));

    private static string? FindProblem(Type type, Type[] interfaces) => (type, interfaces.Length) switch
    {
        ({ IsClass: false } or { IsAbstract: true }, _) => "is not a class that can be constructed",
        ({ ContainsGenericParameters: true }, _) => "has open type parameters",
        (_, 0) => "implements neither IStepHandler<TArgs> nor IStepHandler<TArgs, TResult>",
        (_, > 1) => "implements IStepHandler more than once; make a class for each",
        _ => null,
    };

    private static string NoTaskType(string name) =>
        $"serves '{name}', which is no task type: 1 to {TaskType.LengthMax} letters, digits, _ - ., at least one "
            + "letter or digit";

    private static string? FindProblem(StepHandlerAttribute attribute)
    {
        if (attribute.FindMaxRetries() is < 0 or > RetriesMax)
        {
            return $"sets {nameof(attribute.MaxRetries)} to {attribute.MaxRetries}; it must be 0 to {RetriesMax}";
        }

        if (attribute.FindMaxConcurrency() is < 1 or > ConcurrencyMax)
        {
            return $"sets {nameof(attribute.MaxConcurrency)} to {attribute.MaxConcurrency}; "
                + $"it must be 1 to {ConcurrencyMax}";
        }

        // The range first: a number out of it cannot become a TimeSpan.
        var seconds = attribute.TimeoutSeconds;
        return !(seconds >= 0 && seconds <= TimeoutMax.TotalSeconds) || attribute.FindTimeout() == TimeSpan.Zero
            ? $"sets {nameof(attribute.TimeoutSeconds)} to {seconds}; "
                + $"it must be over 0 and at most {TimeoutMax.TotalSeconds}"
            : null;
    }
}
