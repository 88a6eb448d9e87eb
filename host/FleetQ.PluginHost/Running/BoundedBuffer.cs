using System.Buffers;

namespace FleetQ.PluginHost.Running;

/// <summary>Takes bytes up to a limit; past it, it refuses, so that a huge result never exists in memory.</summary>
internal sealed class BoundedBuffer(int bytesMax) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>True once more was asked for than fits.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        buffer.Advance(count);
        ThrowIfOver(buffer.WrittenCount);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ThrowIfFarOver(sizeHint);
        return buffer.GetMemory(sizeHint);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        ThrowIfFarOver(sizeHint);
        return buffer.GetSpan(sizeHint);
    }

    // A writer asks for the most that a text could need, six bytes a character and more; what is written decides.
    private void ThrowIfFarOver(int sizeHint) => ThrowIfOver((buffer.WrittenCount + (long)sizeHint) / 8);

    private void ThrowIfOver(long bytes)
    {
        if (bytes > bytesMax)
        {
            IsExceeded = true;
            throw new InvalidOperationException($"More than {bytesMax} bytes were written.");
        }
    }
}
