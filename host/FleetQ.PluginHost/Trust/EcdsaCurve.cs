using System.Security.Cryptography;

namespace FleetQ.PluginHost.Trust;

/// <summary>The one curve that is used.</summary>
internal static class EcdsaCurve
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Tells whether a key is on P-256; other curves of 256 bits are not.</summary>
    public static bool IsP256(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;

        // Not every system knows the number beside the name.
        return curve.IsNamed
            && (curve.Oid.Value == P256 || curve.Oid.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName);
    }
}
