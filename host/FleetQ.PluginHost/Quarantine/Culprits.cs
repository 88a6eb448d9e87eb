using System.Diagnostics;
using System.Runtime.Loader;

namespace FleetQ.PluginHost.Quarantine;

/// <summary>Finds out whose code an exception came through.</summary>
internal static class Culprits
{
    /// <summary>The names of the load contexts of its frames other than the host's, innermost first.</summary>
    public static IEnumerable<string> ContextsOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            foreach (var frame in new StackTrace(cause, fNeedFileInfo: false).GetFrames())
            {
                if (frame.GetMethod()?.Module.Assembly is { } assembly
                    && AssemblyLoadContext.GetLoadContext(assembly) is { Name: { } name } context
                    && context != AssemblyLoadContext.Default)
                {
                    yield return name;
                }
            }
        }
    }
}
