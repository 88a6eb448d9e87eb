using System.Collections.Concurrent;

namespace FleetQ.Storage;

/// <summary>Lends a fixed number of sessions, first come first served, each opened when it is first needed.</summary>
/// <param name="size">How many at most.</param>
/// <param name="openAsync">Opens one.</param>
public sealed class SqlSessionPool(int size, Func<CancellationToken, Task<SqlSession>> openAsync)
    : IAsyncDisposable
{
    // It serves waiting tasks in their order and hands a free place straight to the first.
    private readonly SemaphoreSlim places = new(size, size);
    private readonly ConcurrentStack<SqlSession> idle = [];

    /// <summary>Lends a session; waits until one is free.</summary>
    public async ValueTask<SqlSession> RentAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        if (idle.TryPop(out var session))
        {
            return session;
        }

        var isOpen = false;
        try
        {
            session = await openAsync(cancellationToken);
            isOpen = true;
            return session;
        }
        finally
        {
            if (!isOpen)
            {
                places.Release();
            }
        }
    }

    /// <summary>Takes a session back; closes it unless it is sound.</summary>
    public async ValueTask ReturnAsync(SqlSession session, bool isSound)
    {
        try
        {
            if (isSound)
            {
                idle.Push(session);
            }
            else
            {
                await session.DisposeAsync();
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Waits for those that are lent, then closes all.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < size; i++)
        {
            await places.WaitAsync();
        }

        while (idle.TryPop(out var session))
        {
            await session.DisposeAsync();
        }

        places.Dispose();
    }
}
