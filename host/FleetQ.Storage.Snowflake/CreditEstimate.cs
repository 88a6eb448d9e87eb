namespace FleetQ.Storage.Snowflake;

/// <summary>
/// What an idle fleet costs. A warehouse bills while it runs, at least a minute each time it resumes.
/// </summary>
internal static class CreditEstimate
{
    private static readonly TimeSpan LeastRun = TimeSpan.FromSeconds(60);

    /// <summary>The credits of a day.</summary>
    /// <param name="gap">Between two waves of looks and beats.</param>
    /// <param name="wave">How long one lasts.</param>
    /// <param name="autoSuspend">How long the warehouse runs on after the last statement.</param>
    /// <param name="creditsPerHour">What it costs.</param>
    public static double PerDay(TimeSpan gap, TimeSpan wave, TimeSpan autoSuspend, double creditsPerHour)
    {
        var run = wave + autoSuspend;
        var billed = run > LeastRun ? run : LeastRun;
        var share = billed >= gap ? 1 : billed / gap;
        return Math.Round(24 * creditsPerHour * share, 2);
    }
}
