using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Starts processes, all from one thread that lives as long as this object.</summary>
/// <remarks>
/// On Linux a child asks to be killed when its parent dies, and the kernel takes the thread that started it for its
/// parent: started from a thread of the pool, a child would die when the pool sends that thread away.
/// </remarks>
internal sealed class ProcessStarter : IDisposable
{
    private readonly BlockingCollection<Action> orders = [];
    private readonly Lazy<Thread> thread;

    /// <summary>Makes a starter; its thread begins with the first order.</summary>
    public ProcessStarter() => thread = new Lazy<Thread>(() =>
    {
        var made = new Thread(Work) { Name = "plugin processes", IsBackground = true };
        made.Start();
        return made;
    });

    /// <summary>Starts a process.</summary>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        orders.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception failure) when (failure is Win32Exception or IOException or InvalidOperationException)
            {
                started.SetException(failure);
            }
        });
        _ = thread.Value;
        return started.Task;
    }

    /// <summary>Ends the thread, and on Linux with it every child that still runs.</summary>
    public void Dispose()
    {
        orders.CompleteAdding();
        if (thread.IsValueCreated)
        {
            thread.Value.Join();
        }

        orders.Dispose();
    }

    private void Work()
    {
        foreach (var order in orders.GetConsumingEnumerable())
        {
            order();
        }
    }
}
