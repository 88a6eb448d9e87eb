using FleetQ.Engine.Storage;
using FleetQ.Storage.Snowflake;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeAddressTests
{
    [Theory]
    [InlineData("account=a;user=u;db=D;password=hidden", "The Snowflake schema 'D.PUBLIC' of account 'a'")]
    [InlineData("ACCOUNT=a;DB=D;Schema=S;token=hidden", "The Snowflake schema 'D.S' of account 'a'")]
    [InlineData("account=a;db=D;some_new_option_of_the_driver=1", "The Snowflake schema 'D.PUBLIC' of account 'a'")]
    public void A_connection_string_gives_the_store_its_name(string connection, string expected) =>
        Assert.Equal(expected, SnowflakeAddress.Check(connection));

    [Theory]
    [InlineData("acount=a;db=D", "part 'acount' is not known; did you mean 'account'?")]
    [InlineData("account=a;db=D;private_key_fil=/k", "did you mean 'private_key_file'?")]
    [InlineData("account=a;user=u", "It names no database")]
    [InlineData("user=u;db=D", "It names no account.")]
    [InlineData("account=a;db=D;hidden", "It is no list of name=value parts.")]
    public void A_slip_is_told_without_showing_values(string connection, string sentence)
    {
        var exception = Assert.Throws<StoreUnusableException>(() => SnowflakeAddress.Check(connection));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Write it like 'account=", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.Message, StringComparison.Ordinal);
    }
}
