namespace FleetQ.Chaos.Faults;

/// <summary>Harm that the store itself comes to, one at a time.</summary>
internal sealed class StoreStrikes(ChaosFleet fleet, History history)
{
    /// <summary>Whether one is under way.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Whether a kind is harm to the store.</summary>
    public static bool Has(Strike kind) =>
        kind is Strike.HoldWrites or Strike.FillDisk or Strike.CrashStore or Strike.EndSessions;

    public async Task StrikeAsync(Strike kind, TimeSpan time)
    {
        IsUnderWay = true;
        history.Write("store", new { kind, time });
        try
        {
            await DoAsync(kind, time);
        }
        finally
        {
            IsUnderWay = false;
        }
    }

    private async Task DoAsync(Strike kind, TimeSpan time)
    {
        switch (kind)
        {
            case Strike.EndSessions:
                await fleet.Postgres!.RunAsync(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where pid <> pg_backend_pid() and random() < 0.5
                    """);
                break;
            case Strike.CrashStore:
                fleet.Postgres!.Crash();
                await WaitAsync(time);
                await fleet.Postgres.LaunchAsync();
                break;
            case Strike.FillDisk:
                fleet.Disk!.Fill();
                await WaitAsync(time);
                fleet.Disk.Free();
                break;
            default:
                await using (await fleet.Box.Store.HoldWritesAsync(CancellationToken.None))
                {
                    await WaitAsync(time / 2);
                }

                break;
        }
    }

    private static Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);
}
