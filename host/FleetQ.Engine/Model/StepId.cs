using FleetQ.Engine.Model.Text;

namespace FleetQ.Engine.Model;

/// <summary>Names a step. 1 to 255 letters, digits, <c>_ - . :</c>; compared byte by byte.</summary>
public readonly record struct StepId : IComparable<StepId>
{
    /// <summary>The longest id that a client may choose, in characters.</summary>
    public const int LengthMax = 255;

    private readonly string? value;

    /// <summary>Takes an id that is known to be well formed, from the store for instance.</summary>
    /// <exception cref="FormatException">It is not well formed.</exception>
    public StepId(string value)
    {
        if (!IsValid(value))
        {
            throw new FormatException($"'{value}' is no step id: 1 to {LengthMax} letters, digits, _ - . :");
        }

        this.value = value;
    }

    /// <summary>The id as text.</summary>
    public string Value => value ?? throw new InvalidOperationException($"A default {nameof(StepId)} names no step.");

    /// <summary>Makes a new id that sorts by the time it was made, to the millisecond.</summary>
    /// <remarks>The time only helps an index and a reader; no decision is taken by it.</remarks>
    public static StepId New(TimeProvider time, Random random) => new("step_" + TimeOrderedText.New(time, random));

    /// <summary>Tells whether a text can be a step's id.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: >= 1 and <= LengthMax } && !text.AsSpan().ContainsAnyExcept(AllowedCharacters.Id);

    /// <inheritdoc/>
    public int CompareTo(StepId other) => string.CompareOrdinal(value, other.value);

    /// <inheritdoc/>
    public override string ToString() => value ?? "";

    /// <summary>Orders ids as the store does.</summary>
    public static bool operator <(StepId left, StepId right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(StepId left, StepId right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(StepId left, StepId right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(StepId left, StepId right) => left.CompareTo(right) >= 0;
}
