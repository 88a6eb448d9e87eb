using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Host.Contracts;

namespace FleetQ.Host.Requests;

/// <summary>Reads which dead letters are to be discarded.</summary>
internal static class DiscardBody
{
    /// <summary>Most of them at once.</summary>
    public const int CountMax = 1_000;

    private const string StepIds = "step_ids";
    private const string All = "all";
    private const string Limit = "limit";

    public static IReadOnlyCollection<string> Known { get; } = [StepIds, StepFields.Type, All, Limit];

    public static DiscardRequest Read(ObjectReader fields)
    {
        var request = new DiscardRequest
        {
            StepIds = ReadIds(fields),
            Type = fields.FindText(StepFields.Type, TaskType.IsValid, "a task type"),
            All = fields.FindSwitch(All),
            Limit = fields.FindWhole(Limit, 1, CountMax),
        };
        if (fields.Has(StepIds))
        {
            RefuseBeside(fields, StepFields.Type, All, Limit);
        }
        else if (request.Type is not null)
        {
            RefuseBeside(fields, All);
        }
        else if (request.All is not true && !fields.Has(StepFields.Type))
        {
            fields.Refuse(StepIds, "or type must be given, or all, which must be true.");
        }

        return request;
    }

    private static List<string>? ReadIds(ObjectReader fields)
    {
        if (fields.Find(StepIds) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() is >= 1 and <= CountMax
            && value.EnumerateArray().All(static id =>
                id.ValueKind is JsonValueKind.String && StepId.IsValid(id.GetString())))
        {
            return [.. value.EnumerateArray().Select(static id => id.GetString()!)];
        }

        fields.Refuse(StepIds, $"must be an array of 1 to {CountMax} step ids.");
        return null;
    }

    private static void RefuseBeside(ObjectReader fields, params ReadOnlySpan<string> others)
    {
        foreach (var name in others)
        {
            if (fields.Has(name))
            {
                fields.Refuse(name, "cannot be given together with what was named already; ask once for each.");
            }
        }
    }
}
