using FleetQ.Host.Settings;

namespace FleetQ.Host.Logging;

/// <summary>Chooses what log lines look like where nobody says it.</summary>
internal static class LogFormats
{
    private const string InContainer = "DOTNET_RUNNING_IN_CONTAINER";

    /// <summary>JSON in a container, where a program reads the output; else lines for a person.</summary>
    public static LogFormat ForThisPlace() =>
        Environment.GetEnvironmentVariable(InContainer) is "true" or "1" || File.Exists("/.dockerenv")
            ? LogFormat.Json
            : LogFormat.Console;
}
