namespace FleetQ.Storage.Snowflake;

/// <summary>Draws the marks by which a statement's rows are read back. Thread-safe.</summary>
internal sealed class WriteTokens(Random random)
{
    /// <summary>128 bits of chance: no two are alike anywhere.</summary>
    public string Draw()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (random)
        {
            random.NextBytes(bytes);
        }

        return Convert.ToHexStringLower(bytes);
    }
}
