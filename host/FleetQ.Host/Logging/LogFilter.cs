namespace FleetQ.Host.Logging;

/// <summary>Leaves out what the libraries below the host say of things that the host tells by itself.</summary>
internal static class LogFilter
{
    private const string Libraries = "Microsoft.";

    // Their failures at start reach the person who started the host as one sentence, without a stack.
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";
    private const string Hosting = "Microsoft.Extensions.Hosting.Internal.Host";

    public static bool Keeps(string? category, LogLevel level)
    {
        if (category is null || !category.StartsWith(Libraries, StringComparison.Ordinal))
        {
            return true;
        }

        return category switch
        {
            Server => false,
            Hosting => level >= LogLevel.Critical,
            _ => level >= LogLevel.Warning,
        };
    }
}
