namespace FleetQ.PluginHost.Isolation;

/// <summary>An exception that was logged in the process of a plugin; here it is only its text.</summary>
public sealed class ReportedException(string text) : Exception(text.Split('\n')[0].TrimEnd('\r'))
{
    /// <summary>The whole text, with the stack of where it was thrown.</summary>
    public override string ToString() => text;
}
