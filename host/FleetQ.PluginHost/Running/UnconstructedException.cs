namespace FleetQ.PluginHost.Running;

/// <summary>A handler could not be made: nothing that its step says had been looked at.</summary>
public sealed class UnconstructedException(Exception cause) : Exception(cause.Message, cause);
