namespace FleetQ.PluginHost.Isolation.Frames;

/// <summary>
/// Sends frames over a stream; what is said while a write is under way goes out with the next. Thread-safe.
/// </summary>
internal sealed class FrameConnection(Stream stream) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private FrameWriter waiting = new();
    private FrameWriter leaving = new();
    private TaskCompletionSource? idle;
    private bool isSending;
    private bool isClosed;

    /// <summary>Sends a frame, at once or after what is being sent.</summary>
    /// <param name="frame">What to say.</param>
    /// <param name="bytesWaitingMax">It is dropped when more than this waits to be sent.</param>
    /// <returns>False when it was dropped, or nobody listens any more.</returns>
    public bool TrySend<TFrame>(in TFrame frame, int bytesWaitingMax = int.MaxValue)
        where TFrame : IFrame
    {
        lock (gate)
        {
            if (isClosed || waiting.Count > bytesWaitingMax)
            {
                return false;
            }

            waiting.Add(frame);
            if (isSending)
            {
                return true;
            }

            isSending = true;
        }

        _ = SendWaitingAsync();
        return true;
    }

    /// <summary>Reads frames until the other side ends, on the caller's own thread.</summary>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    public void Receive(FrameHandler handle)
    {
        var buffer = new FrameBuffer();
        try
        {
            int count;
            while ((count = stream.Read(buffer.Free.Span)) > 0)
            {
                Handle(buffer, count, handle);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The other side is gone, or this one was closed: the same as an end.
        }
    }

    /// <summary>The same without holding a thread.</summary>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    public async Task ReceiveAsync(FrameHandler handle)
    {
        var buffer = new FrameBuffer();
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer.Free).ConfigureAwait(false)) > 0)
            {
                Handle(buffer, count, handle);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The other side is gone, or this one was closed: the same as an end.
        }
    }

    /// <summary>Waits until what was said has left, or cannot.</summary>
    public Task FlushAsync()
    {
        lock (gate)
        {
            if (!isSending)
            {
                return Task.CompletedTask;
            }

            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await stream.DisposeAsync().ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    private static void Handle(FrameBuffer buffer, int count, FrameHandler handle)
    {
        buffer.Advance(count);
        while (buffer.TryTake(out var kind, out var said))
        {
            handle(kind, new FrameReader(said));
        }
    }

    private async Task SendWaitingAsync()
    {
        while (TakeWaiting() is { } frames)
        {
            try
            {
                await stream.WriteAsync(frames).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                // Nobody listens any more; who reads from the stream sees its end and answers that.
                Close();
            }
        }
    }

    private ReadOnlyMemory<byte>? TakeWaiting()
    {
        lock (gate)
        {
            leaving.Clear();
            if (isClosed || waiting.Count == 0)
            {
                isSending = false;
                idle?.SetResult();
                idle = null;
                return null;
            }

            (waiting, leaving) = (leaving, waiting);
            return leaving.Written;
        }
    }

    private void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
    }
}

/// <summary>Takes one frame; must return soon.</summary>
internal delegate void FrameHandler(FrameKind kind, FrameReader said);
