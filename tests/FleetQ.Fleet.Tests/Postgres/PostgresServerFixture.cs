using FleetQ.TestKit.Stores;

namespace FleetQ.Fleet.Tests.Postgres;

/// <summary>One server for all tests of a class, which may do with it what they like.</summary>
public sealed class PostgresServerFixture : IAsyncLifetime
{
    private PrivatePostgres? running;

    public PrivatePostgres Running
    {
        get
        {
            FleetEngines.RequirePostgres();
            return running!;
        }
    }

    public async ValueTask InitializeAsync() =>
        running = PostgresServer.Absence is null ? await PrivatePostgres.StartAsync() : null;

    public ValueTask DisposeAsync()
    {
        running?.Dispose();
        return ValueTask.CompletedTask;
    }
}
