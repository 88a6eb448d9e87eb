using System.Security.Cryptography;

namespace FleetQ.PluginHost.Trust;

/// <summary>The public keys of those whose plugins are loaded.</summary>
internal sealed class PublisherKeys
{
    private const string PublicLabel = "PUBLIC KEY";

    private readonly List<byte[]> keys = [];

    private PublisherKeys()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => keys.Count;

    /// <summary>
    /// Reads a file of one or more keys in PEM, of ECDSA on the curve P-256; text between them is skipped.
    /// </summary>
    /// <exception cref="FormatException">It holds no key, or something that is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PublisherKeys Read(string path)
    {
        var found = new PublisherKeys();
        var text = File.ReadAllText(path);
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var place))
        {
            var label = rest[place.Label];
            if (!label.SequenceEqual(PublicLabel))
            {
                throw new FormatException($"It holds a '{label}'; only public keys belong there.");
            }

            found.keys.Add(KeyOf(rest[place.Location]));
            rest = rest[place.Location.End..];
        }

        return found.Count > 0 ? found : throw new FormatException($"It holds no '-----BEGIN {PublicLabel}-----'.");
    }

    /// <summary>Tells whether one of them signed these bytes.</summary>
    public bool HaveSigned(byte[] bytes, byte[] signature) => keys.Any(key => HasSigned(key, bytes, signature));

    private static bool HasSigned(byte[] key, byte[] bytes, byte[] signature)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key, out _);
        try
        {
            return ecdsa.VerifyData(
                bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // No signature at all.
            return false;
        }
    }

    private static byte[] KeyOf(ReadOnlySpan<char> pem)
    {
        using var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new FormatException("It holds a key that is not one of ECDSA.", failure);
        }

        return EcdsaCurve.IsP256(ecdsa)
            ? ecdsa.ExportSubjectPublicKeyInfo()
            : throw new FormatException("It holds a key of ECDSA that is not on the curve P-256.");
    }
}
