namespace FleetQ.Benchmarks.Processes;

/// <summary>Some processes that drain together. Disposing ends them.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> members = [];

    /// <summary>Starts so many, each when the one before is ready.</summary>
    internal static async Task<Crew> StartAsync<T>(int processes, Func<Task<T>> start)
        where T : IAsyncDisposable
    {
        var crew = new Crew();
        try
        {
            for (var number = 1; number <= processes; number++)
            {
                crew.members.Add(await start());
            }

            return crew;
        }
        catch
        {
            await crew.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }
}
