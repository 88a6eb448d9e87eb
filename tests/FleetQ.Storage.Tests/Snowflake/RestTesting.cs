using System.Data;
using System.Data.Common;

using FleetQ.Storage.Snowflake.Rest;
using FleetQ.TestKit.Stores;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>What a test of the provider over the SQL API starts from: an emulator and an open connection.</summary>
public abstract class RestTesting : IAsyncLifetime
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SqlApiFactory Factory { get; } = new(TimeProvider.System, new Random(1), NullLogger<SqlApiFactory>.Instance);

    protected SnowflakeEmulator Emulator { get; private set; } = null!;

    protected DbConnection Connection { get; private set; } = null!;

    /// <summary>The emulator's command line.</summary>
    protected virtual IReadOnlyList<string> Options => [];

    public async ValueTask InitializeAsync()
    {
        SnowflakeEngine.RequireEmulator();
        Emulator = await SnowflakeEmulator.StartAsync([.. Options]);
        Connection = await OpenAsync(Emulator.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Emulator is not null)
        {
            await Connection.DisposeAsync();
            await Emulator.DisposeAsync();
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
}
