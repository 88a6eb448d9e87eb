using System.Data;
using System.Data.Common;
using System.Runtime.Loader;

using FleetQ.Engine.Storage;
using FleetQ.Storage.Snowflake.Drivers;
using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>The driver comes from a folder, with all that it needs, and is a provider like any other.</summary>
public sealed class SnowflakeDriverTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void It_lives_in_a_context_of_its_own_with_libraries_of_its_own()
    {
        var factory = SnowflakeDriver.Load(StandInDriver.Folder);

        var context = AssemblyLoadContext.GetLoadContext(factory.GetType().Assembly)!;
        Assert.Equal("Snowflake.Data.Client.SnowflakeDbFactory", factory.GetType().FullName);
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Equal("FleetQ.Storage.Snowflake", factory.CreateParameter()!.GetType().Assembly.GetName().Name);
        Assert.NotSame(typeof(SqlApiFactory).Assembly, factory.CreateParameter()!.GetType().Assembly);
        Assert.DoesNotContain(context.Assemblies, static assembly => assembly == typeof(DbConnection).Assembly);
    }

    [Fact]
    public void It_is_loaded_once()
    {
        Assert.Same(
            SnowflakeDriver.Load(StandInDriver.Folder),
            SnowflakeDriver.Load(StandInDriver.Folder + Path.DirectorySeparatorChar));
    }

    [Fact]
    public async Task Its_statements_run()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";

        Assert.Equal(1L, await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task Its_failures_have_a_number_and_nothing_else()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select * from NOT_THERE";

        var exception = await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteScalarAsync(Token));

        Assert.IsNotType<SqlApiException>(exception);
        Assert.Equal((2003, null, false), (exception.ErrorCode, exception.SqlState, exception.IsTransient));
    }

    [Fact]
    public async Task A_folder_without_it_is_named_with_the_command_that_fills_it()
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-driver-");
        try
        {
            var absent = Assert.Throws<StoreUnusableException>(() => SnowflakeDriver.Load(folder.FullName));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Snowflake.Data.dll"), "no assembly", Token);
            var broken = Assert.Throws<StoreUnusableException>(() => SnowflakeDriver.Load(folder.FullName));

            Assert.Contains("FLEET_Q_SNOWFLAKE_TRANSPORT is 'driver'", absent.Message, StringComparison.Ordinal);
            Assert.All([absent, broken], exception => Assert.Contains(
                $"dotnet publish host/FleetQ.Drivers.Snowflake -c Release -o '{folder.FullName}'",
                exception.Message,
                StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_assembly_of_that_name_without_the_factory_is_no_driver()
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-driver-");
        try
        {
            File.Copy(typeof(EmulatorFixture).Assembly.Location, Path.Combine(folder.FullName, "Snowflake.Data.dll"));

            Assert.Throws<StoreUnusableException>(() => SnowflakeDriver.Load(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(SnowflakeTransport.Auto, true, SnowflakeTransport.Driver)]
    [InlineData(SnowflakeTransport.Auto, false, SnowflakeTransport.Rest)]
    [InlineData(SnowflakeTransport.Rest, true, SnowflakeTransport.Rest)]
    [InlineData(SnowflakeTransport.Driver, false, SnowflakeTransport.Driver)]
    public void The_transport_is_the_driver_where_it_is_there_unless_one_is_asked_for(
        SnowflakeTransport asked, bool isThere, SnowflakeTransport settled)
    {
        var folder = isThere ? StandInDriver.Folder : Path.Combine(AppContext.BaseDirectory, "no-such-folder");

        Assert.Equal(settled, TransportChoice.Settle(asked, folder));
    }

    [Fact]
    public void Without_a_driver_the_api_is_used()
    {
        var provider = TransportChoice.Open(
            SnowflakeTransport.Auto, "no-such-folder", TimeProvider.System, new Random(1), NullLoggerFactory.Instance);

        using var factory = Assert.IsType<SqlApiFactory>(provider);
    }

    [Fact]
    public async Task A_session_that_the_service_ended_stays_open_and_runs_nothing()
    {
        await using var connection = await OpenAsync("application=ended");
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        Assert.Equal(1L, await command.ExecuteScalarAsync(Token));

        StandInDriver.EndSessions(connection.ConnectionString);

        var exception = await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteScalarAsync(Token));
        Assert.Equal((390111, ConnectionState.Open), (exception.ErrorCode, connection.State));
    }

    [Fact]
    public async Task A_login_that_fails_has_the_drivers_number_and_wraps_the_services()
    {
        var exception = await Assert.ThrowsAnyAsync<DbException>(() => OpenAsync("authenticator=externalbrowser"));

        Assert.Equal(270001, exception.ErrorCode);
        var cause = Assert.IsType<AggregateException>(exception.InnerException).InnerException;
        Assert.Equal(270011, Assert.IsType<DbException>(cause, exactMatch: false).ErrorCode);
    }

    private async Task<DbConnection> OpenAsync(string parts = "")
    {
        SnowflakeEngine.RequireEmulator();
        var connection = SnowflakeDriver.Load(StandInDriver.Folder).CreateConnection()!;
        connection.ConnectionString = $"{fixture.Emulator.Connection};{parts}";
        await connection.OpenAsync(Token);
        return connection;
    }
}
