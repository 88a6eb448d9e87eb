using System.Data.Common;
using System.Globalization;

using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.TestKit.Stores;

/// <summary>
/// Makes schemas: in the account that was given, or in an emulator that is started for the first of them.
/// </summary>
public sealed class SnowflakeDatabases
{
    private static readonly Lazy<Task<SnowflakeDatabases>> Shared = new(StartSharedAsync);

    private const int TriesMax = 5;

    private readonly string connection;
    private int schemasMade;

    private SnowflakeDatabases(string connection, SnowflakeEmulator? emulator)
    {
        this.connection = connection;
        Emulator = emulator;
    }

    /// <summary>The emulator; null with an account.</summary>
    public SnowflakeEmulator? Emulator { get; }

    /// <summary>Those of an emulator that a test started for itself.</summary>
    public static SnowflakeDatabases In(SnowflakeEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        return new SnowflakeDatabases(emulator.Connection, emulator);
    }

    /// <summary>Those of this test program.</summary>
    public static Task<SnowflakeDatabases> GetAsync() => Shared.Value;

    /// <summary>Makes an empty schema.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> MakeAsync()
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"FLEETQ_TEST_{Environment.ProcessId}_{Interlocked.Increment(ref schemasMade)}");
        await InsistAsync(connection, $"create schema if not exists {name}");
        return new DbConnectionStringBuilder { ConnectionString = connection, ["schema"] = name }.ConnectionString;
    }

    /// <summary>Removes a schema with all that is in it.</summary>
    public static Task DropAsync(string schema) => InsistAsync(
        schema, $"drop schema if exists {new DbConnectionStringBuilder { ConnectionString = schema }["schema"]}");

    /// <summary>Runs a statement by hand.</summary>
    public static async Task RunAsync(string schema, string sql)
    {
        await using var command = await OpenAsync(schema, sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads the first column by hand.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string schema, string sql)
    {
        await using var command = await OpenAsync(schema, sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return values;
    }

    // An emulator may be told to lose requests, and a test's own schema is not what it shall lose.
    private static async Task InsistAsync(string schema, string sql)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunAsync(schema, sql);
                return;
            }
            catch (SqlApiException) when (tries < TriesMax)
            {
                // Once more.
            }
        }
    }

    private static async Task<DbCommand> OpenAsync(string schema, string sql)
    {
        var connection = Factory.CreateConnection()!;
        connection.ConnectionString = schema;
        await connection.OpenAsync();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static SqlApiFactory Factory { get; } = new(
        TimeProvider.System, new Random(), NullLogger<SqlApiFactory>.Instance);

    private static async Task<SnowflakeDatabases> StartSharedAsync()
    {
        if (SnowflakeAccount.Connection is { } account)
        {
            return new SnowflakeDatabases(account, emulator: null);
        }

        var emulator = await SnowflakeEmulator.StartAsync();
        return new SnowflakeDatabases(emulator.Connection, emulator);
    }
}
