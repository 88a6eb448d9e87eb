using System.Text;

namespace FleetQ.PluginHost.Isolation;

/// <summary>Reads what a process writes, line by line; a line that is too long is cut into several.</summary>
internal static class LineMirror
{
    private const int LineLengthMax = 4_096;

    /// <summary>Reads to the end.</summary>
    /// <param name="source">What the process writes.</param>
    /// <param name="take">Takes each line; must return soon.</param>
    public static async Task RunAsync(StreamReader source, Action<string> take)
    {
        var line = new StringBuilder();
        var chunk = new char[1_024];
        int count;
        while ((count = await ReadAsync(source, chunk).ConfigureAwait(false)) > 0)
        {
            foreach (var c in chunk.AsSpan(0, count))
            {
                if (c != '\n')
                {
                    line.Append(c);
                }

                if (c == '\n' || line.Length >= LineLengthMax)
                {
                    Flush(line, take);
                }
            }
        }

        Flush(line, take);
    }

    private static async Task<int> ReadAsync(StreamReader source, char[] chunk)
    {
        try
        {
            return await source.ReadAsync(chunk).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The process is gone, or nobody wants to know any more.
            return 0;
        }
    }

    private static void Flush(StringBuilder line, Action<string> take)
    {
        var text = line.ToString().TrimEnd('\r');
        line.Clear();
        if (!string.IsNullOrWhiteSpace(text))
        {
            take(text);
        }
    }
}
