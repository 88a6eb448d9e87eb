namespace FleetQ.Host.Tests.Support;

/// <summary>A file of keys that a host watches.</summary>
internal static class KeyFile
{
    /// <summary>Replaces it at once, as a mounted secret is: the host never reads half of it.</summary>
    internal static async Task ReplaceAsync(string file, string text, CancellationToken cancellationToken)
    {
        var next = file + ".next";
        await File.WriteAllTextAsync(next, text, cancellationToken);
        File.Move(next, file, overwrite: true);
    }
}
