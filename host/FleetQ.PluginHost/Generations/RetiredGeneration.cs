using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Generations;

/// <summary>What the host still knows of a generation that serves no more. It keeps nothing of it alive.</summary>
internal sealed class RetiredGeneration(
    PluginIdentity identity, DateTimeOffset retiredAt, WeakReference? context, IReadOnlyList<string> libraries)
{
    private Func<int>? countRunning;

    /// <summary>Which plugin it was.</summary>
    public PluginIdentity Identity => identity;

    /// <summary>When another took its place.</summary>
    public DateTimeOffset RetiredAt => retiredAt;

    /// <summary>The names of its libraries, which may tell why it lives on.</summary>
    public IReadOnlyList<string> Libraries => libraries;

    /// <summary>Where it is on its way out.</summary>
    public RetirementState State { get; private set; } = RetirementState.Draining;

    /// <summary>How many steps still run in it.</summary>
    public int Running => Volatile.Read(ref countRunning)?.Invoke() ?? 0;

    /// <summary>What keeps it in memory, as far as it was found.</summary>
    public IReadOnlyList<string> Roots { get; set; } = [];

    /// <summary>How often it was looked for in memory after its end.</summary>
    public int Looks { get; set; }

    /// <summary>True while its load context is in memory.</summary>
    public bool IsAlive => State is not RetirementState.Unloaded || FindContext() is not null;

    /// <summary>Its load context; null when it is gone, or never was.</summary>
    public object? FindContext() => context?.Target;

    /// <summary>It is still counted.</summary>
    public void Count(Func<int> running) => Volatile.Write(ref countRunning, running);

    /// <summary>It is on its way.</summary>
    public void Move(RetirementState next)
    {
        State = next;
        if (next is RetirementState.Unloaded)
        {
            Volatile.Write(ref countRunning, null);
        }
    }
}
