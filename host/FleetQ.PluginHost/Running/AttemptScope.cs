using System.Collections;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Running;

/// <summary>The fields that every log line of an attempt carries.</summary>
internal sealed class AttemptScope(Claim claim) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <inheritdoc/>
    public int Count => 3;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("step_id", claim.Key.StepId.Value),
        1 => new("task_type", claim.TaskType.Value),
        2 => new("attempt", claim.Attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() =>
        $"step_id:{claim.Key.StepId} task_type:{claim.TaskType} attempt:{claim.Attempt}";
}
