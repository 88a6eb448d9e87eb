namespace FleetQ.Plugins.Csv.Columns;

/// <summary>The smallest and the largest field by code point, of which it keeps the starts only.</summary>
internal sealed class RangeOfTexts
{
    private byte[]? min;
    private byte[]? max;

    public string? Min => min is null ? null : KeptText.From(min);

    public string? Max => max is null ? null : KeptText.From(max);

    public void Add(ReadOnlySpan<byte> field)
    {
        var start = KeptText.StartOf(field);
        // UTF-8 sorts by its bytes as the text does by its code points.
        if (min is null || start.SequenceCompareTo(min) < 0)
        {
            min = start.ToArray();
        }

        if (max is null || start.SequenceCompareTo(max) > 0)
        {
            max = start.ToArray();
        }
    }
}
