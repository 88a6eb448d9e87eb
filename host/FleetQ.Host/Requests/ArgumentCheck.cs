using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.Host.Requests;

/// <summary>
/// Checks the arguments of submitted steps against the schemas that the plugins of this pod tell, where a submit or a
/// task type asks for it.
/// </summary>
internal sealed class ArgumentCheck(Func<TaskType, HandlerRoute?> findRoute, ICollection<string> warnings)
{
    private const int WarningsMax = 100;

    private readonly HashSet<TaskType> unknown = [];

    /// <summary>Adds an error for each argument that does not fit.</summary>
    /// <param name="task">The task; one without a type is passed over, for that is an error already.</param>
    /// <param name="fields">The step's fields, which take the errors.</param>
    /// <param name="isAsked">Whether the submit asks for the check.</param>
    public void Check(StepTask task, ObjectReader fields, bool isAsked)
    {
        if (task.TaskType is not { } taskType)
        {
            return;
        }

        var route = findRoute(taskType);
        if (!isAsked && route?.ChecksEverySubmit is not true)
        {
            return;
        }

        if (route?.Schema is not { } schema)
        {
            WarnOfUnknown(taskType);
            return;
        }

        var (field, except) = task.Form is PayloadForm.Payload
            ? (StepFields.Payload, StepFields.TaskType)
            : (StepFields.Args, null);
        var findings = schema.Check(task.Arguments, except);
        foreach (var fault in findings.Faults)
        {
            fields.Refuse(field + fault.Path, fault.Text);
        }

        foreach (var name in findings.Unread)
        {
            Warn($"{fields.PathOf(field + name.Path)} is no argument that '{taskType}' reads.{name.Text}");
        }
    }

    private void WarnOfUnknown(TaskType taskType)
    {
        if (unknown.Add(taskType))
        {
            Warn($"The arguments of '{taskType}' were not checked: no plugin of this pod tells their schema.");
        }
    }

    private void Warn(string warning)
    {
        if (warnings.Count < WarningsMax)
        {
            warnings.Add(warning);
        }
    }
}
