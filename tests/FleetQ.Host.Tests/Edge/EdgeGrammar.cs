using CsCheck;

namespace FleetQ.Host.Tests.Edge;

/// <summary>Makes right requests and changes each of them one to three times.</summary>
internal static class EdgeGrammar
{
    private const int PickMax = 99_999;
    private const int MaskMax = 0xFFFF;

    private static readonly Gen<int> Picks = Gen.Int[0, PickMax];

    // Each further field stands in one of four bodies.
    private static readonly Gen<Body> Bodies = Gen.Select(
        Picks,
        Gen.Int[0, MaskMax],
        Gen.Int[0, MaskMax],
        static (pick, left, right) => new Body(pick, left & right));

    private static readonly Gen<(int Change, int Pick)> Changes =
        Gen.Select(Gen.Int[0, EdgeChanges.Count - 1], Picks);

    private static readonly Gen<EdgeKind> Kinds = Gen.Select(
        Gen.Int[0, 99],
        Picks,
        static (share, pick) => share switch
        {
            < 65 => EdgeKinds.Submit,
            < 85 => EdgeKinds.Batch,
            _ => EdgeKinds.Operating[pick % EdgeKinds.Operating.Count],
        });

    /// <summary>Changed requests that belong together: they may name the same steps and keys.</summary>
    public static Gen<EdgeRequest[]> Sessions { get; } =
        Gen.Select(Kinds, Bodies.Array[1, 3], Changes.Array[1, 3], Make).Array[1, 19];

    private static EdgeRequest Make(EdgeKind kind, Body[] bodies, (int Change, int Pick)[] changes)
    {
        var draft = new EdgeDraft(
            kind, [.. bodies.Take(kind.IsBatch ? bodies.Length : 1).Select(body => ObjectOf(kind, body))]);
        foreach (var (change, pick) in changes)
        {
            EdgeChanges.Apply(draft, change, pick);
        }

        return draft.ToRequest();
    }

    private static EdgeObject ObjectOf(EdgeKind kind, Body body)
    {
        var isStep = kind.IsSubmit || kind.IsBatch;
        var required = isStep ? EdgeKinds.Tasks[body.Pick % EdgeKinds.Tasks.Count] : kind.Required;
        var further = kind.Right
            .Where((field, place) => (body.Mask >> place & 1) == 1 && required.All(one => one.Name != field.Name))
            .Select(field => new EdgeField(field.Name, field.Values[body.Pick / 3 % field.Values.Length]));
        return new EdgeObject(required.Concat(further), isStep);
    }

    private sealed record Body(int Pick, int Mask);
}
