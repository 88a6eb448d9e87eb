using System.Runtime.InteropServices;
using System.Text.Json;
using FleetQ.Engine.Model;

namespace FleetQ.Host.Requests;

/// <summary>What a step does: its type, arguments and metadata, from either of the two bodies.</summary>
/// <param name="TaskType">Null when it is wrong.</param>
/// <param name="Payload">The text to store.</param>
/// <param name="Form">Which of the bodies it came in.</param>
/// <param name="Metadata">The text to store.</param>
/// <param name="Bytes">The size of <c>{type,args,metadata}</c> as UTF-8.</param>
internal sealed record StepTask(TaskType? TaskType, string Payload, PayloadForm Form, string Metadata, long Bytes)
{
    private const string Empty = "{}";

    private static readonly JsonElement NoArguments = JsonElement.Parse(Empty);

    private static readonly int FrameBytes = """{"type":"","args":,"metadata":}""".Length;

    private static readonly string TypeRule =
        $"1 to {Engine.Model.TaskType.LengthMax} letters, digits, _ - . with at least one letter or digit";

    /// <summary>
    /// The arguments as they came, beside <c>task_type</c> in the form <see cref="PayloadForm.Payload"/>; only to be
    /// looked at while the body is.
    /// </summary>
    public JsonElement Arguments { get; private init; }

    public static StepTask Read(ObjectReader fields, FieldErrors errors)
    {
        var metadata = fields.FindObject(StepFields.Metadata);
        if (!fields.Has(StepFields.Payload))
        {
            var args = fields.FindObject(StepFields.Args);
            return Make(ReadType(fields, StepFields.Type), args, PayloadForm.Args, metadata);
        }

        if (fields.Has(StepFields.Type) || fields.Has(StepFields.Args))
        {
            fields.Refuse(StepFields.Payload, "stands beside type or args; send either payload, or type and args.");
        }

        if (fields.FindObject(StepFields.Payload) is not { } payload)
        {
            return Make(null, null, PayloadForm.Payload, metadata);
        }

        var inner = new ObjectReader(payload, errors, fields.PathOf(StepFields.Payload) + ".");
        return Make(ReadType(inner, StepFields.TaskType), payload, PayloadForm.Payload, metadata);
    }

    private static TaskType? ReadType(ObjectReader fields, string name)
    {
        if (fields.FindUnlessNull(name) is null)
        {
            fields.Refuse(name, $"is required: {TypeRule}.");
            return null;
        }

        return fields.FindText(name, Engine.Model.TaskType.IsValid, TypeRule) is { } text ? new TaskType(text) : null;
    }

    private static StepTask Make(TaskType? type, JsonElement? payload, PayloadForm form, JsonElement? metadata)
    {
        var bytes = FrameBytes + (long)(type?.Value.Length ?? 0) + BytesOf(payload) + BytesOf(metadata);
        return new StepTask(type, payload?.GetRawText() ?? Empty, form, metadata?.GetRawText() ?? Empty, bytes)
        {
            Arguments = payload ?? NoArguments,
        };
    }

    private static int BytesOf(JsonElement? element) =>
        element is { } given ? JsonMarshal.GetRawUtf8Value(given).Length : Empty.Length;
}
