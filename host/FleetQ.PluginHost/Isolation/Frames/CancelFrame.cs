namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>The token of a run shall be cancelled.</summary>
/// <param name="Number">The run.</param>
internal readonly record struct CancelFrame(long Number) : IFrame
{
    /// <inheritdoc/>
    public FrameKind Kind => FrameKind.Cancel;

    /// <inheritdoc/>
    public void Write(FrameWriter writer) => writer.Int64(Number);

    /// <summary>Reads the frame.</summary>
    public static CancelFrame Read(ref FrameReader reader) => new(reader.Int64());
}
