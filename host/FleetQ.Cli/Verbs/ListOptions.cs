using System.CommandLine;
using FleetQ.Client;

namespace FleetQ.Cli.Verbs;

/// <summary>The options of verbs that list steps.</summary>
internal static class ListOptions
{
    public static Option<int> MakeLimit(int most)
    {
        var limit = new Option<int>("--limit", "-n")
        {
            Description = "How many at most.",
            DefaultValueFactory = _ => most,
        };
        limit.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be 1 or more.");
            }
        });
        return limit;
    }
}

/// <summary>Steps that were found.</summary>
internal sealed record StepList(IReadOnlyList<StepSummary> Steps)
{
    /// <summary>How many.</summary>
    public int Count => Steps.Count;
}
