using NLog;
using NLog.Config;
using NLog.Layouts;
using NLog.Targets;

namespace FleetQ.Host.Logging;

/// <summary>Tells the person who started the host something, as it is, when there is no log yet.</summary>
internal static class Terminal
{
    public static void Write(string text) => Write(text, isError: false);

    public static void WriteError(string text) => Write(text, isError: true);

    private static void Write(string text, bool isError)
    {
        using var factory = new LogFactory();
        var configuration = new LoggingConfiguration(factory);
        using var target = new ConsoleTarget("terminal")
        {
            StdErr = isError,
            AutoFlush = true,
            Layout = Layout.FromMethod(static entry => entry.Message),
        };
        configuration.AddRuleForAllLevels(target);
        factory.Configuration = configuration;
        factory.GetLogger("terminal").Log(LogEventInfo.Create(NLog.LogLevel.Info, "terminal", text));
    }
}
