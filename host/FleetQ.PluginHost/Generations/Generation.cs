using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Quarantine;
using FleetQ.PluginHost.Settings;

namespace FleetQ.PluginHost.Generations;

/// <summary>
/// Counts what runs in one generation of a plugin, and lets nothing in after its retirement. Thread-safe.
/// </summary>
/// <param name="plugin">The generation, which this owns.</param>
/// <param name="guard">What watches its answers, which this owns as well.</param>
/// <param name="startedAt">When it was started.</param>
/// <param name="overrides">What the operator sets for its task types.</param>
internal sealed class Generation(
    IPluginGeneration plugin, PluginGuard guard, DateTimeOffset startedAt, TaskTypeOverrides overrides) : IDisposable
{
    private const int Retired = 1 << 30;

    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();

    // How many attempts run, and Retired once nothing may enter any more.
    private int state;

    /// <summary>What runs attempts.</summary>
    public IPluginGeneration Plugin => plugin;

    /// <summary>Its handlers with what the operator sets, in the order of the plugin's own.</summary>
    /// <remarks>Made anew each time: who keeps a generation must not keep the handlers of one that ended.</remarks>
    public IReadOnlyList<HandlerRoute> Routes => overrides.Apply(plugin.Routes);

    /// <summary>What the operator sets that has no effect, each as a sentence.</summary>
    public IReadOnlyList<string> Warnings { get; } = overrides.FindUnused(plugin.Routes);

    /// <summary>Which plugin it is.</summary>
    public PluginIdentity Identity { get; } = plugin.Identity;

    /// <summary>What watches its answers.</summary>
    public PluginGuard Guard => guard;

    /// <summary>What operators should know of how it runs; null when that is nothing.</summary>
    public Refusal? Notice { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>How many attempts run in it.</summary>
    public int Running => Volatile.Read(ref state) & ~Retired;

    /// <summary>Cancelled when what still runs shall give its step back.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Ends when nothing runs in it any more and nothing will.</summary>
    public Task Empty => empty.Task;

    /// <summary>What the operator sets for one of its routes, as reports name it; null when nothing is.</summary>
    public IReadOnlyList<string>? FindOverridden(HandlerRoute route) => overrides.Find(route, plugin.Routes)?.Names;

    /// <summary>Enters with an attempt; false after the retirement.</summary>
    public bool TryEnter()
    {
        if ((Interlocked.Increment(ref state) & Retired) == 0)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>The attempt is over.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref state) == Retired)
        {
            empty.TrySetResult();
        }
    }

    /// <summary>Lets nothing in any more.</summary>
    public void Retire()
    {
        guard.Close();
        if (Interlocked.Or(ref state, Retired) == 0)
        {
            empty.TrySetResult();
        }
    }

    /// <summary>Cancels the tokens of what still runs.</summary>
    /// <remarks>On the pool: whatever handlers registered on their tokens is code of the plugin.</remarks>
    public Task StopAsync() => stopping.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        guard.Dispose();
        stopping.Dispose();
    }
}
