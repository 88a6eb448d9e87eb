namespace FleetQ.Sdk;

/// <summary>
/// What a plugin says of one task type before it is loaded. The SDK's source generator writes it; a host reads it from
/// the assembly's metadata.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class TaskTypeManifestAttribute : Attribute
{
    /// <summary>Describes a task type.</summary>
    /// <param name="taskType">Its name.</param>
    /// <param name="handler">The full name of the class that serves it.</param>
    /// <param name="schema">A JSON Schema (2020-12) of its arguments.</param>
    /// <param name="aliases">Earlier names that the class serves too.</param>
    public TaskTypeManifestAttribute(string taskType, string handler, string schema, params string[] aliases)
    {
        TaskType = taskType;
        Handler = handler;
        Schema = schema;
        Aliases = aliases;
    }

    /// <summary>The task type's name.</summary>
    public string TaskType { get; }

    /// <summary>The full name of the class that serves it.</summary>
    public string Handler { get; }

    /// <summary>A JSON Schema (2020-12) of its arguments.</summary>
    public string Schema { get; }

    /// <summary>Earlier names that the class serves too.</summary>
    public IReadOnlyList<string> Aliases { get; }
}
