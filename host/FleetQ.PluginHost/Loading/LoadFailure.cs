using System.Reflection;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Running;

namespace FleetQ.PluginHost.Loading;

/// <summary>Says in a sentence why plugin code could not be loaded.</summary>
internal static class LoadFailure
{
    /// <summary>What an exception of the loader or of a static constructor means for the plugin.</summary>
    public static Refusal Explain(PluginCandidate plugin, Exception failure)
    {
        var cause = Innermost(failure);
        return cause is FileNotFoundException { FileName: { } file }
            ? Refusal.MissingFile(plugin, file)
            : Refusal.LoadFailed(plugin, ExceptionText.Describe(cause));
    }

    /// <summary>The exception under those that only carry another.</summary>
    public static Exception Innermost(Exception failure) => failure switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Innermost(first),
        TargetInvocationException { InnerException: { } inner } => Innermost(inner),
        AggregateException { InnerExceptions: [{ } first, ..] } => Innermost(first),
        _ => failure,
    };
}
