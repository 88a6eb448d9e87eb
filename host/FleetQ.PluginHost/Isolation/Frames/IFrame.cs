namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>Something that is said in one frame.</summary>
internal interface IFrame
{
    /// <summary>What it is.</summary>
    FrameKind Kind { get; }

    /// <summary>Writes what follows the kind.</summary>
    void Write(FrameWriter writer);
}
