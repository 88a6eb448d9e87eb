namespace FleetQ.Host.Security;

internal sealed partial class ApiKeyFile
{
    [LoggerMessage(HostEventIds.KeysRead, LogLevel.Information, "Read {Keys} API keys from {Path}.")]
    private partial void LogKeysRead(string path, int keys);

    [LoggerMessage(
        HostEventIds.KeysRefused,
        LogLevel.Error,
        "The keys in {Path} are not taken; those of before stay good. {Problems}")]
    private partial void LogKeysRefused(string path, string problems);

    [LoggerMessage(
        HostEventIds.KeysUnreadable,
        LogLevel.Error,
        "{Path} cannot be read; its keys of before stay good. {Reason}")]
    private partial void LogKeysUnreadable(string path, string reason);
}
