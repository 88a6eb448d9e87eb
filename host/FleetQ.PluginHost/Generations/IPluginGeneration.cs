using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Generations;

/// <summary>
/// One set of a plugin's files, started: in a load context of this process, or in a process of its own.
/// </summary>
/// <remarks>
/// The host counts what runs in it, takes it out of the route table, waits, cancels the tokens of what still runs, and
/// then disposes of it. So an implementation only runs attempts and ends.
/// </remarks>
internal interface IPluginGeneration : IAsyncDisposable
{
    /// <summary>Its name, its version, and the fingerprint of all its files.</summary>
    PluginIdentity Identity { get; }

    /// <summary>
    /// Its handlers, by task type in ordinal order, the same until the end. Their runners are asked only between the
    /// start and the end of a generation; they need not count nor refuse attempts.
    /// </summary>
    IReadOnlyList<HandlerRoute> Routes { get; }

    /// <summary>
    /// True when a later one may take its place while the host runs; false for the life of the process.
    /// </summary>
    bool IsReplaceable { get; }

    /// <summary>
    /// What may stay behind in this process after the end: its load context. Null where nothing can.
    /// </summary>
    WeakReference? Context { get; }

    /// <summary>
    /// Ends by force what runs although its token was cancelled long ago. Attempts that were running return a result.
    /// </summary>
    /// <returns>False where that is impossible: then the generation stays until its last handler returns.</returns>
    ValueTask<bool> TryAbortAsync();
}
