using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>An attempt that the child shall run.</summary>
/// <remarks>Of the claim it carries what a handler can see; the rest stays with the host.</remarks>
/// <param name="Number">The host's number of this run; answers name it.</param>
/// <param name="Attempt">The attempt.</param>
internal readonly record struct RunFrame(long Number, Attempt Attempt) : IFrame
{
    /// <inheritdoc/>
    public FrameKind Kind => FrameKind.Run;

    /// <inheritdoc/>
    public void Write(FrameWriter writer)
    {
        var claim = Attempt.Claim;
        writer.Int64(Number);
        writer.Text(claim.Key.StepId.Value);
        writer.Int64(claim.Key.Epoch);
        writer.Text(claim.Pod.PodId.Value);
        writer.Text(claim.Pod.Incarnation);
        writer.Text(claim.TaskType.Value);
        writer.Int64(claim.Sequence);
        writer.Int32(claim.Attempt);
        writer.Int32(claim.MaxRetries);
        writer.Int32(claim.Losses);
        writer.Int32(claim.Priority);
        writer.Text(claim.Tenant);
        writer.Byte((byte)claim.PayloadForm);
        writer.Text(claim.Metadata);
        writer.Span(claim.Timeout);
        writer.Text(claim.TraceParent);
        writer.Text(Attempt.Arguments);
    }

    /// <summary>Reads the frame; its progress goes where the child says.</summary>
    public static RunFrame Read(ref FrameReader reader, Func<long, Action<double?, string?>> progressOf)
    {
        var number = reader.Int64();
        var claim = new Claim
        {
            Key = new ClaimKey(new StepId(reader.Word()), reader.Int64()),
            Pod = new PodIdentity(new PodId(reader.Word()), reader.Word()),
            TaskType = new TaskType(reader.Word()),
            Sequence = reader.Int64(),
            Attempt = reader.Int32(),
            MaxRetries = reader.Int32(),
            Losses = reader.Int32(),
            Priority = reader.Int32(),
            Tenant = reader.Word(),
            PayloadForm = (PayloadForm)reader.Byte(),
            Metadata = reader.Word(),
            Timeout = reader.Span(),
            TraceParent = reader.Text(),
            Payload = "",
        };
        return new RunFrame(number, new Attempt(claim, reader.Word(), progressOf(number)));
    }
}
