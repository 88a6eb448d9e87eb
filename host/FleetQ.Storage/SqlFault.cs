namespace FleetQ.Storage;

/// <summary>What an engine's exception means.</summary>
/// <param name="Kind">What can be done about it.</param>
/// <param name="Advice">A sentence for the operator.</param>
public sealed record SqlFault(SqlFaultKind Kind, string Advice)
{
    /// <summary>Not the store's fault: a statement that it refuses.</summary>
    public static SqlFault Defect { get; } = new(SqlFaultKind.Defect, "");
}

/// <summary>What can be done about a fault.</summary>
public enum SqlFaultKind
{
    /// <summary>A mistake in FleetQ or in what it was given; trying again is useless.</summary>
    Defect,

    /// <summary>Nothing was done; the same can be tried again.</summary>
    NotExecuted,

    /// <summary>It may have been done; only what is safe to repeat can be tried again.</summary>
    Ambiguous,

    /// <summary>The store cannot do it now, and not soon; an operator must act.</summary>
    Unavailable,
}
