using System.Collections.Concurrent;
using FleetQ.PluginHost.Isolation.Frames;
using FleetQ.PluginHost.Running;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Writes what a plugin logged in its process to the host's log, with its fields.</summary>
internal sealed class ChildLog(string plugin, ILoggerFactory host)
{
    private const int LoggersMax = 1_000;

    private readonly string root = PluginLoggerFactory.CategoryOf(plugin);
    private readonly ConcurrentDictionary<string, ILogger> loggers = new(StringComparer.Ordinal);

    /// <summary>The least level that the host's log takes from the plugin.</summary>
    public LogLevel Level
    {
        get
        {
            var logger = LoggerOf(root);
            return Enum.GetValues<LogLevel>().FirstOrDefault(logger.IsEnabled, LogLevel.None);
        }
    }

    /// <summary>Writes a line.</summary>
    public void Write(in LogFrame line)
    {
        var logger = LoggerOf(line.Category);
        if (!logger.IsEnabled(line.Level))
        {
            return;
        }

        using var around = line.Around.Count == 0 ? null : logger.BeginScope(new LoggedFields("", line.Around));
        var cause = line.Exception is { } text ? new ReportedException(text) : null;
        logger.Log(
            line.Level,
            line.Event,
            new LoggedFields(line.Text, line.Fields),
            cause,
            static (fields, _) => fields.ToString());
    }

    // A plugin that makes a category for each step must not fill the host's memory.
    private ILogger LoggerOf(string category)
    {
        var isOwn = category.StartsWith(root, StringComparison.Ordinal);
        var name = isOwn && (loggers.Count < LoggersMax || loggers.ContainsKey(category)) ? category : root;
        return loggers.GetOrAdd(name, host.CreateLogger);
    }
}
