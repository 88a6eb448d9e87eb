using System.Security.Cryptography;
using FleetQ.PluginHost.Trust;

namespace FleetQ.PluginHost.Tests.Support;

/// <summary>Somebody with a key who signs plugins.</summary>
internal sealed class Publisher : IDisposable
{
    private readonly ECDsa key;
    private readonly string keyFile = Path.GetTempFileName();

    public Publisher()
        : this(ECCurve.NamedCurves.nistP256)
    {
    }

    public Publisher(ECCurve curve)
    {
        key = ECDsa.Create(curve);
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string PublicKey => key.ExportSubjectPublicKeyInfoPem() + "\n";

    public string PrivateKey => key.ExportPkcs8PrivateKeyPem() + "\n";

    public void Sign(string folder) => PluginSigner.Sign(folder, keyFile);

    /// <summary>Signs what stands in the list of sums, whatever that is.</summary>
    public void SignSums(string folder) => File.WriteAllBytes(
        Path.Combine(folder, "fleetq.sums.sig"),
        key.SignData(
            File.ReadAllBytes(Path.Combine(folder, "fleetq.sums")),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose()
    {
        key.Dispose();
        File.Delete(keyFile);
    }
}
