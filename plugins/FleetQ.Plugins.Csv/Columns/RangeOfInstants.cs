namespace FleetQ.Plugins.Csv.Columns;

/// <summary>The earliest and the latest field, each as it was written.</summary>
internal sealed class RangeOfInstants
{
    private (DateTimeOffset Instant, string Text)? min;
    private (DateTimeOffset Instant, string Text)? max;

    public string? Min => min?.Text;

    public string? Max => max?.Text;

    public void Add(DateTimeOffset instant, ReadOnlySpan<byte> field)
    {
        if (min is null || instant < min.Value.Instant)
        {
            min = (instant, KeptText.From(field));
        }

        if (max is null || instant > max.Value.Instant)
        {
            max = (instant, KeptText.From(field));
        }
    }
}
