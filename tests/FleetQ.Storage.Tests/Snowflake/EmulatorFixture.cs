using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>One emulator for a class of tests.</summary>
public class EmulatorFixture : IAsyncLifetime
{
    private SnowflakeEmulator? emulator;

    /// <summary>Where it is at hand; its tests are skipped elsewhere before they ask.</summary>
    public SnowflakeEmulator Emulator => emulator ?? throw new InvalidOperationException("There is no emulator.");

    /// <summary>The emulator's command line.</summary>
    protected virtual IReadOnlyList<string> Options => [];

    public async ValueTask InitializeAsync()
    {
        if (SnowflakeEmulator.Absence is null)
        {
            emulator = await SnowflakeEmulator.StartAsync([.. Options]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (emulator is not null)
        {
            await emulator.DisposeAsync();
        }
    }
}
