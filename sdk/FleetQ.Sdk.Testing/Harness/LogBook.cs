using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing.Harness;

/// <summary>
/// Keeps what is logged: the latest lines, so that a host which runs for long does not fill the memory.
/// </summary>
internal sealed class LogBook(LogLevel least) : ILoggerFactory
{
    private const int LinesMax = 10_000;

    private readonly ConcurrentQueue<LogLine> lines = new();

    public IReadOnlyList<LogLine> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Lines are kept here and sent nowhere else.");

    public void Clear() => lines.Clear();

    public void Dispose()
    {
    }

    private bool IsKept(LogLevel level) => level >= least && level != LogLevel.None;

    private void Add(LogLine line)
    {
        lines.Enqueue(line);
        if (lines.Count > LinesMax)
        {
            lines.TryDequeue(out _);
        }
    }

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => book.IsKept(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                book.Add(new LogLine(logLevel, category, formatter(state, exception), exception));
            }
        }
    }
}
