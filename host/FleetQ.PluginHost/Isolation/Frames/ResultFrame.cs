using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>How a run ended.</summary>
/// <param name="Number">The run.</param>
/// <param name="Result">Its result; null when it ended because its token was cancelled.</param>
internal readonly record struct ResultFrame(long Number, AttemptResult? Result) : IFrame
{
    private const byte Cancelled = 255;

    /// <inheritdoc/>
    public FrameKind Kind => FrameKind.Result;

    /// <inheritdoc/>
    public void Write(FrameWriter writer)
    {
        writer.Int64(Number);
        writer.Byte(Result is null ? Cancelled : (byte)Result.End);
        writer.Text(Result?.Result);
        writer.Text(Result?.Error?.Message);
        writer.Text(Result?.Error?.Type);
        writer.Text(Result?.Error?.Stack);
        writer.Span(Result?.Delay);
        writer.Byte((byte)(Result?.Fault ?? AttemptFault.Step));
    }

    /// <summary>Reads the frame.</summary>
    /// <exception cref="InvalidDataException">It names an end that does not exist.</exception>
    public static ResultFrame Read(ref FrameReader reader)
    {
        var number = reader.Int64();
        var end = reader.Byte();
        var (result, message, type, stack) = (reader.Text(), reader.Text(), reader.Text(), reader.Text());
        var delay = reader.Span();
        var fault = (AttemptFault)reader.Byte();
        if (end == Cancelled)
        {
            return new ResultFrame(number, null);
        }

        return Enum.IsDefined((AttemptEnd)end)
            ? new ResultFrame(number, new AttemptResult
            {
                End = (AttemptEnd)end,
                Result = result,
                Error = message is null ? null : StepError.Of(message, type, stack),
                Delay = delay,
                Fault = fault,
            })
            : throw new InvalidDataException($"A run ended in a way that there is not: {end}.");
    }
}
