using System.Text.Json;
using FleetQ.Host.Contracts;

namespace FleetQ.Host.Requests;

/// <summary>A step's tags, as the JSON array that is stored.</summary>
internal static class StepTags
{
    private static readonly string Rule =
        $"must be an array of up to {StepFields.TagsMax} strings of 1 to {StepFields.TagLengthMax} characters, none of "
        + "them a control character.";

    public static string Read(ObjectReader fields)
    {
        if (fields.FindUnlessNull(StepFields.Tags) is not { } value)
        {
            return "[]";
        }

        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > StepFields.TagsMax)
        {
            fields.Refuse(StepFields.Tags, Rule);
            return "[]";
        }

        var tags = new List<string>();
        foreach (var tag in value.EnumerateArray())
        {
            if (tag.ValueKind is JsonValueKind.String && tag.GetString() is { } text
                && StepReader.IsPlain(text, StepFields.TagLengthMax))
            {
                tags.Add(text);
                continue;
            }

            fields.Refuse(StepFields.Tags, Rule);
            return "[]";
        }

        // Unescaped, so that a search for a tag compares the same letters.
        return JsonSerializer.Serialize(tags.Distinct(StringComparer.Ordinal), ContractJson.Unescaped);
    }
}
