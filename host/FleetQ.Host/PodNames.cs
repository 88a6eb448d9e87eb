using System.Globalization;
using FleetQ.Engine.Model;

namespace FleetQ.Host;

/// <summary>Makes names for pods that were given none.</summary>
internal static class PodNames
{
    private const int HostLengthMax = 200;

    /// <summary>A name such as <c>pod-web1-5f3a9c01</c>.</summary>
    public static PodId New(Random random)
    {
        var host = Environment.MachineName.ToLowerInvariant();
        var shown = host.Length <= HostLengthMax ? host : host[..HostLengthMax];
        return new PodId(string.Create(CultureInfo.InvariantCulture, $"pod-{shown}-{random.NextInt64(1L << 32):x8}"));
    }
}
