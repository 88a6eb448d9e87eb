namespace FleetQ.Engine.Submission;

/// <summary>As many steps wait as are allowed; nothing was stored.</summary>
public sealed class QueueFullException : Exception
{
    /// <summary>States the limit.</summary>
    public QueueFullException(int queueSizeMax)
        : base(
            $"The queue is full: {queueSizeMax} steps wait to be started, which is the most that " +
            $"{nameof(SubmissionOptions.QueueSizeMax)} allows. Nothing was stored; submit again later.") =>
        QueueSizeMax = queueSizeMax;

    /// <summary>How many steps may wait.</summary>
    public int QueueSizeMax { get; }
}
