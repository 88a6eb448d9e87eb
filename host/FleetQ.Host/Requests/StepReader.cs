using System.Text.Json;
using FleetQ.Engine.Model;

namespace FleetQ.Host.Requests;

/// <summary>Reads one step of a submit. Texts are kept as they stand in the body.</summary>
/// <param name="defaults">What a submit leaves to the host.</param>
/// <param name="warnings">Takes what a submit should know though it is right.</param>
internal sealed class StepReader(SubmitDefaults defaults, ICollection<string> warnings)
{
    private static readonly string StepIdRule = $"1 to {StepId.LengthMax} letters, digits, _ - . :";
    private static readonly string TenantRule =
        $"1 to {StepFields.TenantLengthMax} characters, none of them a control character";

    private readonly ArgumentCheck arguments = new(defaults.FindRoute, warnings);

    /// <summary>Reads a step; null when something in the request is wrong, and then the errors say what.</summary>
    /// <param name="element">The step's object.</param>
    /// <param name="headerKey">The idempotency key that came as a header; null without one.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="prefix">What the names of fields start with in errors.</param>
    public ReadStep Read(JsonElement element, string? headerKey, FieldErrors errors, string prefix)
    {
        var fields = new ObjectReader(element, errors, prefix);
        fields.RefuseUnknown(StepFields.Known);
        RefuseWhatIsNotInThisVersion(fields);
        var task = StepTask.Read(fields, errors);
        arguments.Check(task, fields, fields.FindSwitch(StepFields.Validate) is true);
        var times = StepTimes.Read(fields, defaults.Time.GetUtcNow());
        var retry = StepRetry.Read(fields, errors, defaults.Retry);
        var tags = StepTags.Read(fields);
        var priority = fields.FindWhole(StepFields.Priority, int.MinValue, int.MaxValue) ?? 0;
        var maxRetries = fields.FindWhole(StepFields.MaxRetries, 0, StepFields.RetriesMax);
        var stepId = fields.FindText(StepFields.StepId, StepId.IsValid, StepIdRule);
        var tenant = fields.FindText(
            StepFields.Tenant, static text => IsPlain(text, StepFields.TenantLengthMax), TenantRule) ?? "";
        var timeout = fields.FindSeconds(StepFields.TimeoutSeconds, 0.001, StepFields.TimeoutMax.TotalSeconds);
        var key = IdempotencyKeys.Read(fields, headerKey);
        if (errors.Any || task.TaskType is not { } taskType)
        {
            return new ReadStep(null, task.Bytes);
        }

        var step = new NewStep
        {
            StepId = stepId is null ? StepId.New(defaults.Time, defaults.Random) : new StepId(stepId),
            IdIsChosen = stepId is not null,
            TaskType = taskType,
            Payload = task.Payload,
            PayloadForm = task.Form,
            Metadata = task.Metadata,
            Tags = tags,
            Tenant = tenant,
            Priority = priority,
            MaxRetries = maxRetries ?? defaults.MaxRetriesOf(taskType),
            IdempotencyKey = key,
            RequestHash = key is null ? null : RequestHash.Of(element),
            Delay = times.Delay,
            NotBefore = times.NotBefore,
            TimeToLive = times.TimeToLive,
            ExpiresAt = times.ExpiresAt,
            Timeout = timeout,
            Retry = retry,
        };
        return new ReadStep(step, task.Bytes);
    }

    /// <summary>Tells whether a text is short enough and can be shown on one line.</summary>
    internal static bool IsPlain(string text, int lengthMax) =>
        text.Length >= 1 && text.Length <= lengthMax && !text.Any(char.IsControl);

    private static void RefuseWhatIsNotInThisVersion(ObjectReader fields)
    {
        if (fields.FindUnlessNull(StepFields.DependsOn) is { } dependsOn
            && !(dependsOn.ValueKind is JsonValueKind.Array && dependsOn.GetArrayLength() == 0))
        {
            fields.Refuse(
                StepFields.DependsOn,
                "is not in this version of FleetQ; submit the step when the others have completed.");
        }

        if (fields.FindUnlessNull(StepFields.Ref) is not null)
        {
            fields.Refuse(StepFields.Ref, "is not in this version of FleetQ; leave it out.");
        }
    }
}

/// <summary>What became of reading a step.</summary>
/// <param name="Step">Null when something is wrong.</param>
/// <param name="Bytes">The size of <c>{type,args,metadata}</c>, whether the step is right or not.</param>
internal sealed record ReadStep(NewStep? Step, long Bytes);
