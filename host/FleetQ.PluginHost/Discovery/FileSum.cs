using System.Security.Cryptography;

namespace FleetQ.PluginHost.Discovery;

/// <summary>SHA-256 of files.</summary>
internal static class FileSum
{
    /// <summary>The sum in lower-case hexadecimal digits.</summary>
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The same; null when the file cannot be read.</summary>
    public static string? Find(string path)
    {
        try
        {
            return Of(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
