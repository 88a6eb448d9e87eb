using System.Globalization;
using FleetQ.Engine.Model.Text;
using FleetQ.PluginHost.Loading;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Settings;

/// <summary>Reads what is set for one task type, within the bounds that handlers have, too.</summary>
internal static class TaskTypeSettings
{
    private const string MaxRetries = nameof(Sdk.StepHandlerAttribute.MaxRetries);
    private const string TimeoutSeconds = nameof(Sdk.StepHandlerAttribute.TimeoutSeconds);
    private const string MaxConcurrency = nameof(Sdk.StepHandlerAttribute.MaxConcurrency);

    private static readonly string[] Known = [MaxRetries, TimeoutSeconds, MaxConcurrency];

    /// <summary>Reads a section, and adds a sentence for each thing that is wrong.</summary>
    public static TaskTypeOverride Read(IConfigurationSection section, string path, List<string> problems)
    {
        if (section.Value is not null)
        {
            problems.Add($"'{path}' is a value; set '{path}:{MaxRetries}', {TimeoutSeconds} or {MaxConcurrency}.");
        }

        foreach (var child in section.GetChildren().Where(static child => !IsKnown(child.Key)))
        {
            problems.Add(
                $"'{path}:{child.Key}' is no setting of a task type; there are {string.Join(", ", Known)}."
                + NearestName.Ask(child.Key, Known));
        }

        return new TaskTypeOverride(
            ReadWhole(section, path, MaxRetries, 0, HandlerScan.RetriesMax, problems),
            ReadSeconds(section, path, problems),
            ReadWhole(section, path, MaxConcurrency, 1, HandlerScan.ConcurrencyMax, problems));
    }

    private static bool IsKnown(string key) => Known.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static int? ReadWhole(
        IConfigurationSection section, string path, string key, int atLeast, int atMost, List<string> problems)
    {
        if (section[key] is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= atLeast && number <= atMost)
        {
            return number;
        }

        problems.Add($"'{path}:{key}' is '{text}'; it must be a whole number from {atLeast} to {atMost}.");
        return null;
    }

    private static TimeSpan? ReadSeconds(IConfigurationSection section, string path, List<string> problems)
    {
        if (section[TimeoutSeconds] is not { } text)
        {
            return null;
        }

        var most = HandlerScan.TimeoutMax.TotalSeconds;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= most && TimeSpan.FromSeconds(seconds) > TimeSpan.Zero)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        problems.Add(
            $"'{path}:{TimeoutSeconds}' is '{text}'; it must be seconds over 0 and at most {most}, decimals allowed.");
        return null;
    }
}
