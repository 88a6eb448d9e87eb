namespace FleetQ.TestKit;

/// <summary>Something that happens again and again, and that a test waits for without sleeping.</summary>
public sealed class TestSignal<T>
{
    private readonly System.Threading.Channels.Channel<T> happened =
        System.Threading.Channels.Channel.CreateUnbounded<T>();

    /// <summary>How often it happened and nobody has waited for it.</summary>
    public int Waiting => happened.Reader.Count;

    public void Send(T value) => happened.Writer.TryWrite(value);

    /// <summary>Takes the next one, in the order sent.</summary>
    /// <exception cref="TimeoutException">Nothing happened for long.</exception>
    public async Task<T> NextAsync(CancellationToken cancellationToken) =>
        await happened.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Eventually.Patience, cancellationToken);

    /// <summary>Takes the next ones, in the order sent.</summary>
    public async Task<IReadOnlyList<T>> NextAsync(int count, CancellationToken cancellationToken)
    {
        var values = new List<T>(count);
        while (values.Count < count)
        {
            values.Add(await NextAsync(cancellationToken));
        }

        return values;
    }
}
