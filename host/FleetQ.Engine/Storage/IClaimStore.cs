using FleetQ.Engine.Model;

namespace FleetQ.Engine.Storage;

/// <summary>Gives steps to pods, each to one.</summary>
public interface IClaimStore
{
    /// <summary>
    /// Claims ready steps: epoch and attempt rise by one. A pod whose row is not active gets none. Expired steps are
    /// never claimed.
    /// </summary>
    /// <returns>
    /// The claims, higher priority first, then in the order of submission; never more than asked for.
    /// </returns>
    Task<IReadOnlyList<Claim>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Makes due steps pending and ends expired ones; any pod may do it at any time.</summary>
    /// <param name="limit">How many of each at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<DueSteps> AdvanceDueAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>What a pod asks for.</summary>
/// <param name="Pod">Who asks.</param>
/// <param name="Limit">How many steps it has room for, at least 1.</param>
/// <param name="Types">The task types that it has handlers for, each with its own room of at least 1.</param>
public sealed record ClaimRequest(PodIdentity Pod, int Limit, IReadOnlyList<TypeRoom> Types);

/// <summary>How many steps of a task type a pod can take.</summary>
public sealed record TypeRoom(TaskType TaskType, int Room);

/// <summary>What was due.</summary>
/// <param name="Promoted">How many steps became pending.</param>
/// <param name="Expired">How many ended as expired.</param>
/// <param name="NextDueIn">How long until the next step is due or expires, by the store's clock; null when none waits
/// for its time.</param>
public sealed record DueSteps(int Promoted, int Expired, TimeSpan? NextDueIn);
