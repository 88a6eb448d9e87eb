using System.Collections.Concurrent;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// Attempts that were settled without their handlers, which ignore their cancelled token and keep their places until
/// they return. Thread-safe.
/// </summary>
public sealed class AbandonedAttempts
{
    private readonly ConcurrentDictionary<ClaimKey, string> plugins = new();

    /// <summary>How many there are.</summary>
    public int Count => plugins.Count;

    /// <summary>How many of them a plugin has.</summary>
    public int CountOf(string plugin) => plugins.Values.Count(other => other == plugin);

    internal void Add(ClaimKey key, string plugin) => plugins[key] = plugin;

    internal bool Remove(ClaimKey key) => plugins.TryRemove(key, out _);
}
