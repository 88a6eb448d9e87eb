using System.Buffers.Binary;
using System.Text;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>Writes frames one behind the other: their length, their kind, and what they say.</summary>
/// <remarks>Numbers are little-endian; a text is its length in bytes, −1 for null, and its UTF-8.</remarks>
internal sealed class FrameWriter
{
    /// <summary>No frame is longer, its head included.</summary>
    /// <remarks>Arguments, metadata and results are a mebibyte at most each; what is longer is no frame.</remarks>
    public const int BytesMax = 16_777_216;

    private const int BytesKept = 262_144;

    private byte[] bytes = new byte[4_096];

    /// <summary>How many bytes are written.</summary>
    public int Count { get; private set; }

    /// <summary>What is written.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Count);

    /// <summary>Adds a frame.</summary>
    /// <exception cref="InvalidOperationException">It is longer than a frame may be.</exception>
    public void Add<TFrame>(in TFrame frame)
        where TFrame : IFrame
    {
        var start = Count;
        var isWhole = false;
        try
        {
            Reserve(sizeof(int));
            Byte((byte)frame.Kind);
            frame.Write(this);
            var length = Count - start - sizeof(int);
            if (length > BytesMax)
            {
                throw new InvalidOperationException($"A frame of {length} bytes is longer than {BytesMax}.");
            }

            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(start), length);
            isWhole = true;
        }
        finally
        {
            // What a plugin says may throw while it is read; half a frame would garble all that follow.
            Count = isWhole ? Count : start;
        }
    }

    /// <summary>Forgets what is written; a buffer that grew large is given back.</summary>
    public void Clear()
    {
        Count = 0;
        if (bytes.Length > BytesKept)
        {
            bytes = new byte[4_096];
        }
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(sizeof(double)), value);

    public void Text(string? value)
    {
        if (value is null)
        {
            Int32(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Int32(length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    public void Span(TimeSpan? value)
    {
        Flag(value.HasValue);
        if (value is { } span)
        {
            Int64(span.Ticks);
        }
    }

    private Span<byte> Reserve(int length)
    {
        var end = Count + length;
        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(end, 2 * bytes.Length));
        }

        var place = bytes.AsSpan(Count, length);
        Count = end;
        return place;
    }
}
