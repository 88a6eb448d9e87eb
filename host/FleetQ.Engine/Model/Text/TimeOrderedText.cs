namespace FleetQ.Engine.Model.Text;

/// <summary>
/// Makes ids: 48 bits of milliseconds, then 80 bits of chance, as 32 hexadecimal digits that sort by time.
/// </summary>
internal static class TimeOrderedText
{
    public static string New(TimeProvider time, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        var unixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(unixMs >> (8 * (5 - i)));
        }

        // A seeded Random is not thread-safe, and one seed must give one run.
        lock (random)
        {
            random.NextBytes(bytes[6..]);
        }

        return Convert.ToHexStringLower(bytes);
    }
}
