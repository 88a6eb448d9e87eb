using System.Security.Cryptography;

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Signs tokens with the private key of a user whose public key the service knows.</summary>
internal sealed class KeyPairSignIn(SqlApiKeyPair keyPair, TimeProvider time) : ISqlApiSignIn
{
    private const int FileBytesMax = 64 * 1024;
    private const int KeyBitsMin = 2048;

    // The service takes an hour at most, by its own clock.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(55);
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private string? token;
    private DateTimeOffset renewAt;

    public string TokenType => "KEYPAIR_JWT";

    public string GetToken()
    {
        lock (gate)
        {
            return token is not null && time.GetUtcNow() < renewAt ? token : SignNeedsLock();
        }
    }

    // The key may have been replaced in its file, or our clock set right.
    public bool TryReplace(string refused)
    {
        lock (gate)
        {
            return (token is not null && token != refused) || SignNeedsLock() != refused;
        }
    }

    private string SignNeedsLock()
    {
        using var rsa = Import();
        var now = time.GetUtcNow();
        var subject = $"{keyPair.Account}.{keyPair.User}";
        var fingerprint = Convert.ToBase64String(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var key = new RsaSecurityKey(rsa)
        {
            // The key is disposed; a signer that was kept would use it after that.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        token = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = $"{subject}.SHA256:{fingerprint}",
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = subject },
            IssuedAt = now.UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
        renewAt = now + Life - Spare;
        return token;
    }

    private RSA Import()
    {
        var pem = keyPair.Key ?? KeyFile.Read(keyPair.File!, FileBytesMax, "private key");
        var rsa = RSA.Create();
        var isRead = false;
        try
        {
            if (keyPair.Passphrase is { } passphrase)
            {
                rsa.ImportFromEncryptedPem(pem, passphrase);
            }
            else
            {
                rsa.ImportFromPem(pem);
            }

            isRead = IsPrivate(pem) && rsa.KeySize >= KeyBitsMin;
            return isRead ? rsa : throw NotUnderstood(cause: null);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw NotUnderstood(exception);
        }
        finally
        {
            if (!isRead)
            {
                rsa.Dispose();
            }
        }
    }

    private static bool IsPrivate(string pem) =>
        PemEncoding.TryFind(pem, out var found) && pem.AsSpan()[found.Label].EndsWith("PRIVATE KEY");

    private SqlApiException NotUnderstood(Exception? cause) => new(
        SqlApiErrors.UnreadableKey,
        $"The private key{(keyPair.File is null ? "" : $" in '{keyPair.File}'")} is not understood. It must be an RSA "
        + $"key of {KeyBitsMin} bits or more, as PEM; an encrypted one needs its passphrase, a plain one none.",
        SqlApiEffect.None,
        cause);
}
