using System.Globalization;
using FleetQ.PluginHost.Isolation.Frames;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginProcess;

/// <summary>Logging that ends in the host's log.</summary>
internal sealed class FrameLoggers(FrameConnection connection, LogLevel level) : ILoggerFactory
{
    // A plugin that logs faster than the host reads loses lines, never a step.
    private const int BytesWaitingMax = 4_194_304;

    private readonly LoggerExternalScopeProvider scopes = new();
    private int dropped;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new FrameLogger(this, categoryName);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("A provider is the host's to add.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connection is its owner's.
    }

    private void Send(in LogFrame line)
    {
        if (!connection.TrySend(line, BytesWaitingMax))
        {
            Interlocked.Increment(ref dropped);
            return;
        }

        if (Interlocked.Exchange(ref dropped, 0) is > 0 and var lost)
        {
            var count = lost.ToString(CultureInfo.InvariantCulture);
            connection.TrySend(new LogFrame(
                line.Category,
                LogLevel.Warning,
                new EventId(PluginHost.Isolation.IsolationEventIds.LinesDropped, "LinesDropped"),
                $"{count} lines of the log were dropped: the plugin logged faster than they could leave",
                null,
                [new("lines", (long)lost)],
                []));
        }
    }

    private sealed class FrameLogger(FrameLoggers owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.Level && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            owner.Send(new LogFrame(
                category,
                logLevel,
                eventId,
                FieldValue.Cut(formatter(state, exception)),
                exception is null ? null : FieldValue.Cut(exception.ToString()),
                FieldsOf(state),
                owner.FieldsAround()));
        }
    }

    private LogLevel Level => level;

    private List<KeyValuePair<string, object?>> FieldsAround()
    {
        var fields = new List<KeyValuePair<string, object?>>();
        scopes.ForEachScope(static (scope, all) => all.AddRange(FieldsOf(scope)), fields);
        return fields.Count <= LogFrame.FieldsMax ? fields : fields[..LogFrame.FieldsMax];
    }

    private static List<KeyValuePair<string, object?>> FieldsOf(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> fields ? [.. fields.Take(LogFrame.FieldsMax)] : [];
}
