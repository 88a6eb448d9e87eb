namespace FleetQ.Cli;

/// <summary>The command was written in a way that cannot be done; the message says what to write.</summary>
internal sealed class UsageException(string message) : Exception(message);
