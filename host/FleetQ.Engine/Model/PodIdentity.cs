using FleetQ.Engine.Model.Text;

namespace FleetQ.Engine.Model;

/// <summary>
/// One run of a pod: its name and the incarnation drawn when it registered. A restart is another identity.
/// </summary>
public sealed record PodIdentity(PodId PodId, string Incarnation)
{
    /// <summary>Draws a new incarnation for a pod.</summary>
    public static PodIdentity New(PodId podId, TimeProvider time, Random random) =>
        new(podId, TimeOrderedText.New(time, random));

    /// <inheritdoc/>
    public override string ToString() => $"{PodId}/{Incarnation}";
}
