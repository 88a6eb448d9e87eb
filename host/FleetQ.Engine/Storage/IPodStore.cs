using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>Keeps the rows of pods.</summary>
/// <remarks>
/// <see cref="BeatAsync"/> is called on the beat's own thread. An implementation uses a connection of its own for it
/// and does its input and output before it returns, so that neither a full pool of connections nor a starved pool of
/// threads delays a beat.
/// </remarks>
public interface IPodStore
{
    /// <summary>
    /// Writes the row of a new incarnation. A row of the same name is replaced: its incarnation is evicted and its
    /// steps are returned, in the same transaction.
    /// </summary>
    /// <returns>How many steps of the old incarnation were returned or failed.</returns>
    Task<int> RegisterAsync(PodRegistration registration, CancellationToken cancellationToken);

    /// <summary>
    /// Says that the pod lives, and reads the fleet. Changes nothing when the incarnation is evicted.
    /// </summary>
    /// <param name="pod">Who beats.</param>
    /// <param name="running">How many steps it runs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Beat> BeatAsync(PodIdentity pod, int running, CancellationToken cancellationToken);

    /// <summary>Says that the pod claims no more.</summary>
    /// <returns>False when the incarnation is evicted.</returns>
    Task<bool> DrainAsync(PodIdentity pod, CancellationToken cancellationToken);

    /// <summary>Says that the pod is gone; what it still holds is free for recovery at once.</summary>
    /// <returns>False when the incarnation is evicted.</returns>
    Task<bool> LeaveAsync(PodIdentity pod, CancellationToken cancellationToken);

    /// <summary>Lists what the store says the pod holds, in no order.</summary>
    /// <param name="pod">Who asks.</param>
    /// <param name="claimedBefore">Only claims at least this old by the store's clock, so that one on its way is left
    /// out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<HeldClaim>> ListHeldAsync(
        PodIdentity pod, TimeSpan claimedBefore, CancellationToken cancellationToken);
}

/// <summary>A claim that the store says a pod holds.</summary>
public sealed record HeldClaim(ClaimKey Key, TimeSpan Age);
