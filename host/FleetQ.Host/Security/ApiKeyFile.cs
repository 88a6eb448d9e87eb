namespace FleetQ.Host.Security;

/// <summary>Keeps the ring in step with the file of keys.</summary>
/// <remarks>
/// It reads the file again and again instead of watching it: mounted secrets change by links that a watcher misses, and
/// the file is small.
/// </remarks>
internal sealed partial class ApiKeyFile(
    string path, ApiKeyRing ring, TimeProvider time, ILogger<ApiKeyFile> logger) : HostLoop
{
    /// <summary>How soon a key that was taken out stops working.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    private string text = "";
    private bool isUnreadable;

    /// <summary>Reads the file for the first time, before the first request.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Read();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            Read();
        }
    }

    // A file that is away or wrong for a moment must not lock everybody out: the keys of before stay.
    private void Read()
    {
        try
        {
            var now = File.ReadAllText(path);
            isUnreadable = false;
            if (now == text)
            {
                return;
            }

            text = now;
            Take(now);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!isUnreadable)
            {
                LogKeysUnreadable(path, failure.Message);
            }

            isUnreadable = true;
        }
    }

    private void Take(string now)
    {
        var (keys, problems) = ApiKeyText.Read(now);
        if (problems.Count > 0)
        {
            LogKeysRefused(path, string.Join(' ', problems));
            return;
        }

        ring.ReplaceFileKeys(keys);
        LogKeysRead(path, keys.Count);
    }
}
