using System.Text.Json;

namespace FleetQ.Chaos;

/// <summary>
/// All that the harness did and heard, one JSON object a line, in the order in which it knew. Thread-safe.
/// </summary>
internal sealed class History : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter file;
    private readonly long startedAt = TimeProvider.System.GetTimestamp();

    public History(string path)
    {
        Path = path;
        file = new StreamWriter(path) { AutoFlush = true };
    }

    public string Path { get; }

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(startedAt);

    public void Write(string kind, object what)
    {
        var line = JsonSerializer.Serialize(new { t = Math.Round(Now.TotalSeconds, 3), kind, what });
        lock (gate)
        {
            file.WriteLine(line);
        }
    }

    public void Dispose() => file.Dispose();
}
