using System.Buffers.Binary;
using System.Text;

namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>Reads what one frame says; the opposite of <see cref="FrameWriter"/>.</summary>
/// <exception cref="InvalidDataException">Thrown by each of its methods: the frame is shorter than it says.</exception>
internal ref struct FrameReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public string? Text()
    {
        var length = Int32();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>A text that is never null.</summary>
    public string Word() => Text() ?? throw new InvalidDataException("A frame lacks a text.");

    public TimeSpan? Span() => Flag() ? TimeSpan.FromTicks(Int64()) : null;

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            throw new InvalidDataException("A frame ends too early.");
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
