using FleetQ.Engine.Model;

namespace FleetQ.Storage.Rows;

/// <summary>The words of the payload forms.</summary>
internal static class PayloadForms
{
    public static string ToWord(PayloadForm form) => form switch
    {
        PayloadForm.Args => "args",
        PayloadForm.Payload => "payload",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Unknown form."),
    };

    public static PayloadForm Of(string word) => word switch
    {
        "args" => PayloadForm.Args,
        "payload" => PayloadForm.Payload,
        _ => throw new InvalidDataException($"The store has the payload form '{word}', which this host does not know."),
    };
}
