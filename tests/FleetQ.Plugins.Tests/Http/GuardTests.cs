using System.Net;
using FleetQ.Plugins.Http.Network;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Http;

public sealed class GuardTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f000001:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://0.0.0.0:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://[::ffff:7f00:1]:{0}/")]
    [InlineData("http://[::]:{0}/")]
    public async Task The_own_machine_and_network_cannot_be_reached(string address)
    {
        await using var server = new TinyServer(_ => TinyServer.Response(200, "inside"));

        var end = await HttpStep.EndAsync(
            new(null, new(address.Replace("{0}", $"{server.Port}", StringComparison.Ordinal))), new());

        Assert.Empty(server.Requests);
        Assert.Equal(StepResultKind.Failed, end.Kind);
        Assert.EndsWith(
            "it has no public address, and the setting 'AllowPrivateNetworks' of this plugin is off.",
            end.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_in_the_list_does_not_open_private_networks()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(200));

        var end = await HttpStep.EndAsync(new(null, server["/"]), new() { AllowedHosts = ["127.0.0.1"] });

        Assert.Equal(StepResultKind.Failed, end.Kind);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_host_that_is_not_in_the_list_is_refused()
    {
        await using var server = new TinyServer(_ => TinyServer.Response(200));

        var end = await HttpStep.EndAsync(
            new(null, server["/"]), HttpStep.Private with { AllowedHosts = ["example.org"] });

        Assert.Equal(StepResultKind.Failed, end.Kind);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("example.org", "example.org", true)]
    [InlineData("example.org", "EXAMPLE.org", true)]
    [InlineData("example.org", "a.example.org", false)]
    [InlineData("*.example.org", "a.example.org", true)]
    [InlineData("*.example.org", "a.b.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", ".example.org", false)]
    [InlineData("*.example.org", "evilexample.org", false)]
    [InlineData("example.org", "example.org.evil.net", false)]
    public void An_entry_covers_its_host_or_what_is_below_its_suffix(string entry, string host, bool covers)
    {
        Assert.Equal(covers, AllowedHost.Covers(entry, host));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic)
    {
        Assert.Equal(isPublic, PublicAddresses.Contains(IPAddress.Parse(address)));
    }
}
