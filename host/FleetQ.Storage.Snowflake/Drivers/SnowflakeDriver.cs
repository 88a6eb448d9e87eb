using System.Data.Common;
using System.Reflection;

using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Snowflake.Drivers;

/// <summary>
/// Loads the official driver from a folder of its own, so that its many libraries touch nothing else.
/// </summary>
public static class SnowflakeDriver
{
    private const string Driver = "Snowflake.Data";
    private const string FactoryType = "Snowflake.Data.Client.SnowflakeDbFactory";

    /// <summary>Where the driver belongs: <c>drivers/snowflake</c> beside the host.</summary>
    public static string DefaultFolder { get; } = Path.Combine(AppContext.BaseDirectory, "drivers", "snowflake");

    /// <summary>Tells whether the driver is in a folder.</summary>
    public static bool IsIn(string folder) => File.Exists(FileIn(folder));

    /// <summary>Loads it, once: further calls for the same folder return the same factory.</summary>
    /// <exception cref="StoreUnusableException">It is not there, or is no driver; the message says what to
    /// do.</exception>
    public static DbProviderFactory Load(string folder)
    {
        var file = FileIn(Path.GetFullPath(folder));
        if (!File.Exists(file))
        {
            throw new StoreUnusableException(
                $"{TransportChoice.Setting} is 'driver', but there is no {Driver}.dll in '{folder}'.",
                $"{FillAdvice(folder)} Or set {TransportChoice.Setting}=rest, which needs no driver.",
                cause: null);
        }

        try
        {
            return FactoryIn(DriverLoadContext.Of(file).LoadFromAssemblyPath(file), folder);
        }
        catch (Exception exception) when (IsUnloadable(exception))
        {
            throw NoDriver(folder, exception);
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, Driver + ".dll");

    private static DbProviderFactory FactoryIn(Assembly assembly, string folder) =>
        assembly.GetType(FactoryType)?.GetField("Instance", BindingFlags.Public | BindingFlags.Static)
            ?.GetValue(obj: null) as DbProviderFactory
        ?? throw NoDriver(folder, cause: null);

    private static bool IsUnloadable(Exception exception) =>
        exception is BadImageFormatException or IOException or TypeLoadException or TypeInitializationException;

    private static StoreUnusableException NoDriver(string folder, Exception? cause) => new(
        $"{Driver}.dll in '{folder}' is not Snowflake's driver for this .NET, or lacks a library.",
        FillAdvice(folder),
        cause);

    private static string FillAdvice(string folder) =>
        $"Fill the folder with: dotnet publish host/FleetQ.Drivers.Snowflake -c Release -o '{folder}'.";
}
