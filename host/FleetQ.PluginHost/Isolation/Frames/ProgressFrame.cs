namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>How far a run is.</summary>
internal readonly record struct ProgressFrame(long Number, double? Fraction, string? Message) : IFrame
{
    /// <inheritdoc/>
    public FrameKind Kind => FrameKind.Progress;

    /// <inheritdoc/>
    public void Write(FrameWriter writer)
    {
        writer.Int64(Number);
        writer.Flag(Fraction.HasValue);
        writer.Double(Fraction.GetValueOrDefault());
        writer.Text(Message);
    }

    /// <summary>Reads the frame.</summary>
    public static ProgressFrame Read(ref FrameReader reader)
    {
        var number = reader.Int64();
        var isKnown = reader.Flag();
        var fraction = reader.Double();
        return new ProgressFrame(number, isKnown ? fraction : null, reader.Text());
    }
}
