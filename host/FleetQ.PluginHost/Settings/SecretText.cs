namespace FleetQ.PluginHost.Settings;

/// <summary>Tells which settings of plugins must not be shown. The host cannot know; it takes no risk.</summary>
internal static class SecretText
{
    /// <summary>Stands for what is not shown.</summary>
    public const string Mask = "***";

    private const int ShownLengthMax = 80;

    private static readonly string[] Names =
    [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "key", "credential", "connection", "dsn", "auth",
        "cert", "signature", "webhook",
    ];

    private static readonly string[] Marks =
    [
        "password=", "pwd=", "token=", "secret=", "key=", "sig=", "-----BEGIN", "bearer ", "basic ",
    ];

    /// <summary>Tells whether a setting's name, or its value, looks like a secret.</summary>
    public static bool Is(string path, string? value) =>
        Names.Any(name => LastOf(path).Contains(name, StringComparison.OrdinalIgnoreCase))
        || (value is not null && (Marks.Any(mark => value.Contains(mark, StringComparison.OrdinalIgnoreCase))
            || HasUser(value)));

    /// <summary>A value, no longer than a line of a log can bear.</summary>
    public static string Cut(string value) => value.Length <= ShownLengthMax ? value : value[..ShownLengthMax] + "…";

    // Below 'Plugins:<Name>': the plugin's own name says nothing of a setting.
    private static string LastOf(string path) => string.Join(':', path.Split(':').Skip(2));

    // scheme://user:password@host
    private static bool HasUser(string value) =>
        value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var start
        && value.IndexOf('@', start) > start;
}
