using FleetQ.Host.Settings;

namespace FleetQ.Host.Logging;

/// <summary>The words of the levels, and what they are called by the libraries.</summary>
internal static class LogLevels
{
    public static string WordOf(NLog.LogLevel level) => level.Name switch
    {
        nameof(NLog.LogLevel.Trace) or nameof(NLog.LogLevel.Debug) => "DEBUG",
        nameof(NLog.LogLevel.Info) => "INFO",
        nameof(NLog.LogLevel.Warn) => "WARNING",
        nameof(NLog.LogLevel.Error) => "ERROR",
        _ => "CRITICAL",
    };

    public static Microsoft.Extensions.Logging.LogLevel ToLevel(this LogLevelWord word) => word switch
    {
        LogLevelWord.Debug => Microsoft.Extensions.Logging.LogLevel.Debug,
        LogLevelWord.Info => Microsoft.Extensions.Logging.LogLevel.Information,
        LogLevelWord.Warning => Microsoft.Extensions.Logging.LogLevel.Warning,
        LogLevelWord.Error => Microsoft.Extensions.Logging.LogLevel.Error,
        LogLevelWord.Critical => Microsoft.Extensions.Logging.LogLevel.Critical,
        _ => throw new InvalidOperationException($"{nameof(LogLevelWord)} {word} is no level."),
    };
}
