using System.CommandLine;

namespace FleetQ.Cli.Verbs;

/// <summary>The options of verbs that wait for a step's end.</summary>
internal static class WaitOptions
{
    public static Option<bool> MakeWait() => new("--wait", "-w")
    {
        Description = "Wait until it has ended, and show its result. Exit code 5 when it did not complete.",
    };

    public static Option<double?> MakeLimit()
    {
        var limit = new Option<double?>("--wait-limit")
        {
            Description = "Wait so many seconds at most; then the exit code is 6.",
            HelpName = "seconds",
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is < 0 or > 86_400 * 30)
            {
                result.AddError("--wait-limit must be from 0 to 2592000 seconds.");
            }
        });
        return limit;
    }

    public static TimeSpan? LimitOf(VerbCall call, Option<double?> limit) =>
        call.Get(limit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
