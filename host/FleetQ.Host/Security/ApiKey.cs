using System.Security.Cryptography;
using System.Text;

namespace FleetQ.Host.Security;

/// <summary>A key that callers may show. The key itself is not kept, only its SHA-256.</summary>
/// <param name="Name">Who has it; shown in logs.</param>
/// <param name="Role">What it allows.</param>
/// <param name="Hash">SHA-256 of the key.</param>
internal sealed record ApiKey(string Name, Role Role, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The longest key that is looked at, in characters.</summary>
    public const int LengthMax = 1_024;

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
