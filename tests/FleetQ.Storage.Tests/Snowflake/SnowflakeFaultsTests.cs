using System.Data.Common;

using FleetQ.Storage.Snowflake;
using FleetQ.Storage.Snowflake.Rest;

namespace FleetQ.Storage.Tests.Snowflake;

public sealed class SnowflakeFaultsTests
{
    private readonly SnowflakeFaults faults = new();

    [Theory]
    [InlineData(625, SqlFaultKind.NotExecuted, "run fewer pods")]
    [InlineData(390111, SqlFaultKind.NotExecuted, "opens another")]
    [InlineData(390112, SqlFaultKind.NotExecuted, "opens another")]
    [InlineData(604, SqlFaultKind.Ambiguous, "ran out of time")]
    [InlineData(390144, SqlFaultKind.Unavailable, "rsa_public_key")]
    [InlineData(390100, SqlFaultKind.Unavailable, "sign-in is refused")]
    [InlineData(390318, SqlFaultKind.Unavailable, "token has expired")]
    [InlineData(2003, SqlFaultKind.Unavailable, "grants to copy")]
    [InlineData(3001, SqlFaultKind.Unavailable, "grants to copy")]
    [InlineData(606, SqlFaultKind.Unavailable, "FLEET_Q_SNOWFLAKE_WAREHOUSE")]
    [InlineData(391420, SqlFaultKind.Unavailable, "FLEET_Q_SNOWFLAKE_TABLES=standard")]
    [InlineData(1003, SqlFaultKind.Defect, "")]
    public void A_number_of_the_driver_tells_what_can_be_done(int number, SqlFaultKind kind, string advice)
    {
        var fault = faults.Classify(new DriverException(number, cause: null));

        Assert.Equal(kind, fault.Kind);
        Assert.Contains(advice, fault.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_driver_wraps_is_found()
    {
        var refused = new DriverException(270001, new DriverException(390100, cause: null));
        var broken = new DriverException(270001, new HttpRequestException("gone"));

        Assert.Contains("sign-in", faults.Classify(refused).Advice, StringComparison.Ordinal);
        Assert.Equal(SqlFaultKind.Ambiguous, faults.Classify(broken).Kind);
    }

    [Theory]
    [InlineData(604, SqlApiEffect.Unknown, SqlFaultKind.Ambiguous)]
    [InlineData(604, SqlApiEffect.None, SqlFaultKind.NotExecuted)]
    [InlineData(625, SqlApiEffect.None, SqlFaultKind.NotExecuted)]
    [InlineData(625, SqlApiEffect.Unknown, SqlFaultKind.Ambiguous)]
    [InlineData(1003, SqlApiEffect.None, SqlFaultKind.Defect)]
    [InlineData(1003, SqlApiEffect.Done, SqlFaultKind.Ambiguous)]
    public void What_the_sql_api_knows_of_the_effect_decides(int number, SqlApiEffect effect, SqlFaultKind kind) =>
        Assert.Equal(kind, faults.Classify(new SqlApiException(number, "x", effect)).Kind);

    [Fact]
    public void A_network_that_was_not_reached_did_nothing_and_one_that_broke_may_have()
    {
        var unreached = new SqlApiException(270001, "x", SqlApiEffect.None, new HttpRequestException("refused"));

        Assert.Equal(SqlFaultKind.NotExecuted, faults.Classify(unreached).Kind);
        Assert.Equal(SqlFaultKind.Ambiguous, faults.Classify(new TimeoutException()).Kind);
        Assert.Equal(SqlFaultKind.Defect, faults.Classify(new InvalidOperationException()).Kind);
    }

    private sealed class DriverException(int number, Exception? cause) : DbException("x", cause)
    {
        public override int ErrorCode => number;
    }
}
