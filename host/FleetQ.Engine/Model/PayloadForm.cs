namespace FleetQ.Engine.Model;

/// <summary>Which of the two submit bodies a step came in, and so how its arguments stand in its payload.</summary>
public enum PayloadForm
{
    /// <summary>The stored text is the arguments: <c>{"type":…,"args":{…}}</c>.</summary>
    Args,

    /// <summary>
    /// The stored text is the arguments with the task type among them: <c>{"payload":{"task_type":…,…}}</c>.
    /// </summary>
    Payload,
}
