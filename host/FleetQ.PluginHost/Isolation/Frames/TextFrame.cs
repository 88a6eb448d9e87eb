namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>A frame that says one text: a secret, or JSON where speed does not matter.</summary>
internal readonly record struct TextFrame(FrameKind Kind, string Text) : IFrame
{
    /// <inheritdoc/>
    public void Write(FrameWriter writer) => writer.Text(Text);

    /// <summary>Reads the text.</summary>
    public static string Read(ref FrameReader reader) => reader.Word();
}
