namespace FleetQ.Sdk;

/// <summary>Binds a handler to a task type. A class may carry several, one for each task type that it serves.</summary>
/// <remarks>What a submit says wins over what stands here; what stands here wins over the host's settings.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StepHandlerAttribute : Attribute
{
    private int? maxRetries;
    private double? timeoutSeconds;
    private int? maxConcurrency;

    /// <summary>Binds the class to a task type.</summary>
    /// <param name="taskType">
    /// 1 to 128 letters, digits, <c>_</c>, <c>-</c>, <c>.</c>, at least one of them a letter or digit; compared letter
    /// by letter.
    /// </param>
    public StepHandlerAttribute(string taskType) => TaskType = taskType;

    /// <summary>The task type that the class serves.</summary>
    public string TaskType { get; }

    /// <summary>
    /// Earlier names of the task type: steps that were submitted under one of them are served as well, with the same
    /// defaults. <see cref="MaxConcurrency"/> counts for each name by itself.
    /// </summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>
    /// True checks the arguments of every submit against the schema of the handler's arguments, which the SDK's source
    /// generator writes; false leaves it to the submit.
    /// </summary>
    public bool Validate { get; set; }

    /// <summary>How many failed attempts are repeated, 0 to 100.</summary>
    public int MaxRetries
    {
        get => maxRetries ?? 0;
        set => maxRetries = value;
    }

    /// <summary>The longest that one attempt may run, in seconds.</summary>
    public double TimeoutSeconds
    {
        get => timeoutSeconds ?? 0;
        set => timeoutSeconds = value;
    }

    /// <summary>How many steps of this task type one pod runs at once, 1 or more, inside the pod's capacity.</summary>
    public int MaxConcurrency
    {
        get => maxConcurrency ?? 0;
        set => maxConcurrency = value;
    }

    /// <summary>
    /// <see cref="MaxRetries"/> as it was written; null when it was not, and the host's setting applies.
    /// </summary>
    public int? FindMaxRetries() => maxRetries;

    /// <summary>
    /// <see cref="TimeoutSeconds"/> as it was written; null when it was not, and an attempt may run for ever.
    /// </summary>
    public TimeSpan? FindTimeout() => timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>
    /// <see cref="MaxConcurrency"/> as it was written; null when it was not, and only the pod's capacity limits.
    /// </summary>
    public int? FindMaxConcurrency() => maxConcurrency;
}
