using FleetQ.Host.Settings;
using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;
using NLog.Targets.Wrappers;

namespace FleetQ.Host.Logging;

/// <summary>
/// Where the host logs: standard output, through a queue that drops lines rather than ever making a step wait.
/// </summary>
internal sealed class LogOutput : IAsyncDisposable
{
    private const int LinesWaitingMax = 10_000;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly Action end;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;

    /// <summary>Opens the output.</summary>
    /// <param name="format">What lines look like.</param>
    /// <param name="level">The least level that is written.</param>
    /// <param name="podId">Stands in every line.</param>
    /// <param name="time">Limits the farewell.</param>
    public LogOutput(LogFormat format, LogLevelWord level, string podId, TimeProvider time)
        : this(LayoutOf(format, podId), new ConsoleTarget("output") { AutoFlush = true }, level, time, Farewell)
    {
    }

    /// <summary>Opens an output to another place, for tests.</summary>
    internal LogOutput(
        Layout layout, TargetWithLayout target, LogLevelWord level, TimeProvider time, TimeSpan patience)
    {
        this.time = time;
        this.patience = patience;
        target.Layout = layout;
        var queue = new AsyncTargetWrapper(
            target, LinesWaitingMax, AsyncTargetWrapperOverflowAction.Discard);
        queue.Name = "queue";
        var factory = new LogFactory { AutoShutdown = false };
        var configuration = new LoggingConfiguration(factory);
        configuration.AddRule(NLog.LogLevel.Trace, NLog.LogLevel.Fatal, queue);
        factory.Configuration = configuration;
        var options = new NLogProviderOptions
        {
            RemoveLoggerFactoryFilter = false,
            ReplaceLoggerFactory = false,
            CaptureEventId = EventIdCaptureType.EventId | EventIdCaptureType.EventName,
            AutoShutdown = false,
            ShutdownOnDispose = false,
        };
        Loggers = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(level.ToLevel())
            .AddFilter((category, of) => of >= level.ToLevel() && LogFilter.Keeps(category, of))
            .AddNLog(options, _ => factory));
        end = () =>
        {
            factory.Flush(patience);
            factory.Shutdown();
            Loggers.Dispose();
        };
    }

    public ILoggerFactory Loggers { get; }

    public static Layout LayoutOf(LogFormat format, string podId) => format switch
    {
        LogFormat.Json => Layout.FromMethod(new JsonLogLine(podId).Write),
        LogFormat.Text => Layout.FromMethod(entry => PlainLogLine.WriteWhole(entry, podId)),
        LogFormat.Console => Layout.FromMethod(PlainLogLine.WriteShort),
        _ => throw new InvalidOperationException($"{nameof(LogFormat)} {format} has no layout."),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Whoever does not read the output must not keep the host from ending.
        var farewell = Task.Run(end);
        await farewell.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
