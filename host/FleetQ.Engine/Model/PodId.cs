namespace FleetQ.Engine.Model;

/// <summary>The name of a pod, kept over restarts when the operator sets it. 1 to 255 characters.</summary>
public readonly record struct PodId(string Value) : IComparable<PodId>
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 255;

    /// <inheritdoc/>
    public int CompareTo(PodId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Orders names byte by byte, as the store does.</summary>
    public static bool operator <(PodId left, PodId right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(PodId left, PodId right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(PodId left, PodId right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(PodId left, PodId right) => left.CompareTo(right) >= 0;
}
