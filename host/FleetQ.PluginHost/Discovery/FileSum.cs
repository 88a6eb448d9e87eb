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
}
