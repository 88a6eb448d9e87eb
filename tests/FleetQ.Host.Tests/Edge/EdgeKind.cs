namespace FleetQ.Host.Tests.Edge;

/// <summary>An address of the host with the fields that its body may have, right ones and wrong ones.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with {s} for the session.</param>
/// <param name="Required">The fields of every body.</param>
/// <param name="Right">Further fields, each with values that are right.</param>
/// <param name="Wrong">Fields with values that are not.</param>
/// <param name="Rightly">What a right request is answered.</param>
internal sealed record EdgeKind(
    string Method,
    string Path,
    IReadOnlyList<EdgeField> Required,
    IReadOnlyList<(string Name, string[] Values)> Right,
    IReadOnlyList<(string Name, string[] Values)> Wrong,
    IReadOnlyList<int> Rightly)
{
    /// <summary>True for a submit of one step.</summary>
    public bool IsSubmit => Path == "/submit";

    /// <summary>True for a submit of many.</summary>
    public bool IsBatch => Path == "/submit/batch";
}
