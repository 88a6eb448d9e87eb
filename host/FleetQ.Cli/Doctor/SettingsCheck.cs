using FleetQ.Host;
using FleetQ.Host.Settings;

namespace FleetQ.Cli.Doctor;

/// <summary>Reads the settings as a host does that starts here.</summary>
internal static class SettingsCheck
{
    private const string Where = "settings";

    /// <summary>The settings; or null, with all that is wrong with them.</summary>
    public static (HostSettings? Settings, IReadOnlyList<Finding> Findings) Run(Surroundings surroundings)
    {
        try
        {
            var settings = Load(surroundings);
            var store = settings.StorageMode.ToString().ToLowerInvariant();
            return (settings, [Finding.Ok(Where, $"are sound; the store is {store}")]);
        }
        catch (SettingsException wrong)
        {
            return (null, [.. wrong.Problems.Select(static problem => Finding.Problem(Where, problem))]);
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException)
        {
            return (null, [Finding.Problem("appsettings.json", failure.Message, "Correct it; it must be JSON.")]);
        }
    }

    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">Something is wrong; all of it is in the message.</exception>
    public static HostSettings Load(Surroundings surroundings) => SettingsLoader.Load(
        new HostConfiguration(surroundings.Variables).Settings, LogFormat.Console);
}
