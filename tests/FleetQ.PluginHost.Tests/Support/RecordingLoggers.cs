using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>Keeps every line that was logged, with the fields of the scopes around it.</summary>
public sealed class RecordingLoggers : ILoggerFactory
{
    private readonly LoggerExternalScopeProvider scopes = new();
    private readonly ConcurrentQueue<LogLine> lines = [];

    public IReadOnlyCollection<LogLine> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggers owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var fields = new Dictionary<string, object?>();
            owner.scopes.ForEachScope(
                static (scope, all) =>
                {
                    foreach (var (key, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        all[key] = value;
                    }
                },
                fields);
            owner.lines.Enqueue(new(category, logLevel, eventId.Id, formatter(state, exception), fields));
        }
    }
}

/// <summary>One line of the log.</summary>
public sealed record LogLine(
    string Category, LogLevel Level, int EventId, string Text, IReadOnlyDictionary<string, object?> Fields);
