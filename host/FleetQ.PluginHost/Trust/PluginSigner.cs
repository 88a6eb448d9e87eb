using System.Security.Cryptography;
using System.Text;

namespace FleetQ.PluginHost.Trust;

/// <summary>Signs a plugin for hosts that load only those of publishers they know.</summary>
public static class PluginSigner
{
    /// <summary>Writes the sums of a plugin's files into its folder, and the signature beside them.</summary>
    /// <param name="folder">The plugin's folder, or the output of its publish.</param>
    /// <param name="keyFile">The private key in PEM: ECDSA on P-256, not encrypted.</param>
    /// <returns>The sums that were signed.</returns>
    /// <exception cref="FormatException">The folder holds no plugin, or the file no such key.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static IReadOnlyList<PluginFileSum> Sign(string folder, string keyFile)
    {
        if (PluginCheck.Find(folder) is not [{ IsLone: false } plugin])
        {
            throw new FormatException($"'{folder}' is not the folder of one plugin, with its main DLL in it.");
        }

        using var key = ReadKey(keyFile);
        var sums = PluginCheck.SumUp(plugin);
        var text = Encoding.UTF8.GetBytes(string.Concat(sums.Select(static sum => sum.ToLine() + "\n")));
        File.WriteAllBytes(Path.Combine(plugin.Folder, SignedSums.FileName), text);
        File.WriteAllBytes(
            Path.Combine(plugin.Folder, SignedSums.SignatureName),
            key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return sums;
    }

    private static ECDsa ReadKey(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (EcdsaCurve.IsP256(key) && HasPrivatePart(key))
            {
                var owned = key;
                key = null;
                return owned;
            }
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new FormatException(NoKey(path), failure);
        }
        finally
        {
            key?.Dispose();
        }

        throw new FormatException(NoKey(path));
    }

    private static bool HasPrivatePart(ECDsa key) => key.ExportParameters(includePrivateParameters: true).D is not null;

    private static string NoKey(string path) =>
        $"'{path}' holds no private key of ECDSA on P-256 in PEM, or one behind a password; decrypt it, or sign with "
            + "openssl (docs/plugins/trust.md).";
}
