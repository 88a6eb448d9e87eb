using FleetQ.Engine.Storage;
using FleetQ.Storage.Postgres;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgresql://ann:p%40ss@db.example.com:6432/fleetq?sslmode=require&application_name=x")]
    [InlineData("postgres://ann:p%40ss@db.example.com:6432/fleetq?sslmode=require&application_name=x")]
    [InlineData(
        "Host=db.example.com;Port=6432;Database=fleetq;Username=ann;Password=p@ss;SSL Mode=Require;Application Name=x")]
    public void A_uri_and_a_connection_string_say_the_same(string text)
    {
        var address = PostgresAddress.Parse(text);

        Assert.Equal(("db.example.com", 6432, "fleetq"), (address.Host, address.Port, address.Database));
        Assert.Equal(("ann", "p@ss", "x"), (address.Username, address.Password, address.ApplicationName));
        Assert.Equal(Npgsql.SslMode.Require, address.SslMode);
    }

    [Theory]
    [InlineData("Hots=db;Database=fleetq;Password=s3cret", "Did you mean 'Host'?")]
    [InlineData(
        "Host=db;Database=fleetq;Port=many;Password=s3cret", "'Port' is not known or has the wrong form. Write")]
    [InlineData("Host=db;Database=fleetq;s3cret", "part without '='")]
    [InlineData("Database=fleetq;Password=s3cret", "names no host")]
    [InlineData("Host=db;Password=s3cret", "names no database")]
    [InlineData("postgresql://u:s3cret@db", "names no database")]
    [InlineData(
        "postgresql://u:s3cret@db/fleetq?sslmoode=require",
        "'sslmoode' is not known or has the wrong form. Did you mean 'sslmode'?")]
    [InlineData("postgresql://u:s3cret@db:port/fleetq", "no well-formed URI")]
    [InlineData("s3cret", "part without '='")]
    public void A_typo_is_told_and_the_password_is_not(string text, string fact)
    {
        var exception = Assert.Throws<StoreUnusableException>(() => PostgresAddress.Parse(text));

        Assert.Contains("FLEET_Q_POSTGRES cannot be read.", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fact, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }
}
