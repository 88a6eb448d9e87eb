using Humanizer;

namespace Swap;

/// <summary>Uses a library of the plugin's own, at the first call.</summary>
internal static class PrivateText
{
    public static string Of(string text) => text.Humanize();
}
