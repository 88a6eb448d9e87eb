using System.Data;
using System.Data.Common;

using FleetQ.Storage.Snowflake.Rest;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>
/// What a test of the provider over the SQL API starts from: an emulator without faults, and an open connection.
/// </summary>
public abstract class RestTesting(EmulatorFixture fixture) : IAsyncLifetime
{
    private readonly List<string> tables = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SqlApiFactory Factory { get; } = NewFactory();

    protected SnowflakeEmulator Emulator => fixture.Emulator;

    protected DbConnection Connection { get; private set; } = null!;

    public static SqlApiFactory NewFactory() =>
        new(TimeProvider.System, new Random(1), NullLogger<SqlApiFactory>.Instance);

    /// <summary>Whether a real account, where one is given, is asked in place of the emulator.</summary>
    protected virtual bool PrefersAccount => false;

    public async ValueTask InitializeAsync()
    {
        if (PrefersAccount && SnowflakeAccount.Connection is { } account)
        {
            Connection = await OpenAsync(account);
            return;
        }

        SnowflakeEngine.RequireEmulator();
        await Emulator.ClearFaultsAsync();
        Connection = await OpenAsync(Emulator.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Connection is not null)
        {
            foreach (var table in tables)
            {
                await RunAsync($"drop table if exists {table}");
            }

            await Connection.DisposeAsync();
        }

        Factory.Dispose();
    }

    protected async Task<DbConnection> OpenAsync(string connectionString)
    {
        var connection = Factory.CreateConnection();
        connection.ConnectionString = connectionString;
        await connection.OpenAsync(Token);
        return connection;
    }

    /// <summary>Makes a command with parameters "1" to "n".</summary>
    protected DbCommand Command(string text, params (DbType Type, object? Value)[] values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = text;
        foreach (var (index, (type, value)) in values.Index())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"{index + 1}";
            parameter.DbType = type;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    protected async Task<int> RunAsync(string text, params (DbType Type, object? Value)[] values)
    {
        await using var command = Command(text, values);
        return await command.ExecuteNonQueryAsync(Token);
    }

    protected async Task<object?> ReadAsync(string text, params (DbType Type, object? Value)[] values)
    {
        await using var command = Command(text, values);
        return await command.ExecuteScalarAsync(Token);
    }

    protected async Task<SqlApiException> FailAsync(string text)
    {
        await using var command = Command(text);
        return await Assert.ThrowsAsync<SqlApiException>(() => command.ExecuteNonQueryAsync(Token));
    }

    /// <summary>Makes an empty table that no other test has.</summary>
    protected async Task<string> MakeTableAsync(string columns = "ID number(38,0), NAME varchar")
    {
        var name = $"T_{Guid.NewGuid():N}".ToUpperInvariant();
        tables.Add(name);
        await RunAsync($"create transient table {name} ({columns})");
        return name;
    }
}
