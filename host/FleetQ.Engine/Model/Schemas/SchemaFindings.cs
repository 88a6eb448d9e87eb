namespace FleetQ.Engine.Model.Schemas;

/// <summary>What a check of arguments found.</summary>
/// <param name="Faults">What does not fit, by place; at most a hundred.</param>
/// <param name="Unread">Names that the schema does not know and that a handler therefore passes over.</param>
public sealed record SchemaFindings(IReadOnlyList<SchemaFinding> Faults, IReadOnlyList<SchemaFinding> Unread);

/// <summary>One finding.</summary>
/// <param name="Path">
/// Where, from the arguments on, such as <c>.lines[2].amount</c>; empty for the arguments themselves.
/// </param>
/// <param name="Text">Reads on from the place, such as "must be a string, not null."</param>
public sealed record SchemaFinding(string Path, string Text);
