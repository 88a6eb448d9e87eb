namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>A frame that says all by its kind: a beat, a drain.</summary>
internal readonly record struct WordFrame(FrameKind Kind) : IFrame
{
    /// <inheritdoc/>
    public void Write(FrameWriter writer)
    {
        // The kind is all.
    }
}
