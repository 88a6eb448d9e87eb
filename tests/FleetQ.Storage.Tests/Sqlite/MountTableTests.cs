using FleetQ.Storage.Sqlite;

namespace FleetQ.Storage.Tests.Sqlite;

public sealed class MountTableTests
{
    private readonly MountTable mounts = new(
        """
        /dev/sda1 / ext4 rw 0 0
        tmpfs /tmp tmpfs rw 0 0
        filer:/vol /srv/share nfs4 rw 0 0
        /dev/sdb1 /srv/share/local xfs rw 0 0
        //nas/x /srv/with\040blank cifs rw 0 0
        drive /srv/drive fuse.sshfs rw 0 0
        /dev/sdc1 /srv/twice ext4 rw 0 0
        host /srv/twice 9p rw 0 0
        """);

    [Theory]
    [InlineData("/srv/share/fleetq.db", "nfs4")]
    [InlineData("/srv/with blank/a/fleetq.db", "cifs")]
    [InlineData("/srv/drive/fleetq.db", "fuse.sshfs")]
    [InlineData("/srv/twice/fleetq.db", "9p")]
    public void A_network_file_system_is_recognised(string path, string kind)
    {
        Assert.Equal(kind, mounts.FindNetworkKind(path));
    }

    [Theory]
    [InlineData("/var/lib/fleetq.db")]
    [InlineData("/tmp/fleetq.db")]
    [InlineData("/srv/share/local/fleetq.db")]
    [InlineData("/srv/shared/fleetq.db")]
    public void A_local_file_system_is_not(string path)
    {
        Assert.Null(mounts.FindNetworkKind(path));
    }

    [Fact]
    public void A_machine_without_a_table_has_no_network_file_systems_that_we_know()
    {
        Assert.Null(new MountTable("").FindNetworkKind("/srv/share/fleetq.db"));
    }

    [Fact]
    public void A_file_on_one_is_refused_unless_that_is_meant()
    {
        var options = new SqliteStoreOptions { Path = Path.Combine(Path.GetTempPath(), "fleetq-mounts", "fleetq.db") };
        var everywhere = new MountTable("host / nfs rw 0 0");

        var exception = Assert.Throws<Engine.Storage.StoreUnusableException>(
            new SqliteFile(options, everywhere).PrepareFolder);
        new SqliteFile(options with { AllowsNetworkFileSystem = true }, everywhere).PrepareFolder();

        Assert.Contains("(nfs)", exception.Message, StringComparison.Ordinal);
    }
}
