using System.Globalization;
using FleetQ.PluginHost.Isolation;

namespace FleetQ.PluginProcess;

/// <summary>How a host invites the process that it starts.</summary>
/// <param name="Address">Where the host listens.</param>
/// <param name="Secret">What the process shows.</param>
/// <param name="HostProcess">The host's process.</param>
internal sealed record ChildInvitation(string Address, string Secret, int HostProcess)
{
    /// <summary>The exit code of a process that nobody invited.</summary>
    public const int NotInvited = 64;

    /// <summary>Takes the invitation out of the process's variables, where the plugin must not find it.</summary>
    /// <returns>Null when there is none.</returns>
    public static ChildInvitation? Find()
    {
        var address = Take(ChildVariables.Address);
        var secret = Take(ChildVariables.Secret);
        var host = Take(ChildVariables.Host);
        return address is not null
            && secret is not null
            && int.TryParse(host, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? new ChildInvitation(address, secret, process)
            : null;
    }

    private static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }
}
