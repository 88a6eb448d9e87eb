using System.Buffers.Binary;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>Bytes that came, cut into frames.</summary>
internal sealed class FrameBuffer
{
    private const int HeadLength = sizeof(int);

    private byte[] bytes = new byte[16_384];
    private int start;
    private int end;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            MakeRoom();
            return bytes.AsMemory(end);
        }
    }

    /// <summary>So many bytes came.</summary>
    public void Advance(int count) => end += count;

    /// <summary>Takes the next whole frame, valid until <see cref="Free"/> is asked for.</summary>
    /// <exception cref="InvalidDataException">It is empty, or longer than a frame may be.</exception>
    public bool TryTake(out FrameKind kind, out ReadOnlySpan<byte> said)
    {
        kind = default;
        said = default;
        if (end - start < HeadLength)
        {
            return false;
        }

        var length = LengthAhead();
        if (end - start - HeadLength < length)
        {
            return false;
        }

        kind = (FrameKind)bytes[start + HeadLength];
        said = bytes.AsSpan(start + HeadLength + 1, length - 1);
        start += HeadLength + length;
        return true;
    }

    private int LengthAhead()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start));
        return length is >= 1 and <= FrameWriter.BytesMax
            ? length
            : throw new InvalidDataException($"A frame of {length} bytes is none.");
    }

    private void MakeRoom()
    {
        if (start == end)
        {
            start = 0;
            end = 0;
        }

        var needed = end - start < HeadLength ? HeadLength : HeadLength + LengthAhead();
        if (start > 0 && (needed > bytes.Length - start || end == bytes.Length))
        {
            bytes.AsSpan(start, end - start).CopyTo(bytes);
            end -= start;
            start = 0;
        }

        if (needed > bytes.Length)
        {
            Array.Resize(ref bytes, needed);
        }
    }
}
