using System.Diagnostics;

using FleetQ.TestKit.Fleet;

using Npgsql;

namespace FleetQ.TestKit.Stores;

/// <summary>
/// A pooler in transaction mode before a server. Each transaction gets the next of a few server connections, so that
/// what one leaves behind on a connection is met by another.
/// </summary>
public sealed class PrivatePgBouncer : IDisposable
{
    private const string Program = "pgbouncer";

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<PrivatePgBouncer>> Shared = new(StartSharedAsync);

    private readonly ServerProgram programs = new();
    private readonly int port = FreePort.Take();
    private Process? pooler;

    private PrivatePgBouncer()
    {
    }

    /// <summary>Why there is no pooler; null when there is one.</summary>
    public static string? Absence { get; } = PostgresServer.Absence
        ?? (FindProgram() is null ? "The pooler is skipped: install it (pgbouncer is not found)." : null);

    /// <summary>The pooler before this test program's server.</summary>
    public static Task<PrivatePgBouncer> GetAsync() => Shared.Value;

    /// <summary>Names the same database, by way of the pooler.</summary>
    public string Before(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        Host = "127.0.0.1",
        Port = port,
    }.ConnectionString;

    /// <summary>Starts one before a server.</summary>
    public static async Task<PrivatePgBouncer> StartAsync(string server)
    {
        var bouncer = new PrivatePgBouncer();
        try
        {
            await bouncer.LaunchAsync(new NpgsqlConnectionStringBuilder(server));
            return bouncer;
        }
        catch
        {
            bouncer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (pooler is { HasExited: false })
        {
            pooler.Kill(entireProcessTree: true);
            pooler.WaitForExit();
        }

        pooler?.Dispose();
        programs.Dispose();
    }

    private static async Task<PrivatePgBouncer> StartSharedAsync()
    {
        var bouncer = await StartAsync((await PostgresServer.GetAsync()).Connection);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => bouncer.Dispose();
        return bouncer;
    }

    private static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/sbin")
        .Select(static folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists);

    private async Task LaunchAsync(NpgsqlConnectionStringBuilder server)
    {
        var file = Path.Combine(programs.Folder, "pgbouncer.ini");
        var password = server.Password is { Length: > 0 } given
            ? $" password='{given.Replace("'", "''", StringComparison.Ordinal)}'"
            : "";
        await File.WriteAllTextAsync(
            file,
            $"""
            [databases]
            * = host={server.Host} port={server.Port} user={server.Username}{password}

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            server_round_robin = 1
            default_pool_size = 4
            max_client_conn = 1000
            server_idle_timeout = 60
            """);
        await programs.OwnAsync();
        pooler = programs.Start(FindProgram()!, file);
        await Eventually.HoldsAsync("the pooler answers", StartPatience, AnswersAsync, CancellationToken.None);
    }

    private async Task<bool> AnswersAsync()
    {
        if (pooler!.HasExited)
        {
            throw new InvalidOperationException($"The pooler did not start: {programs.ReadLog(Program)}");
        }

        try
        {
            await using var connection = new NpgsqlConnection(
                $"Host=127.0.0.1;Port={port};Username=fleetq;Database=postgres;Pooling=false;Timeout=5;"
                + "No Reset On Close=true;Server Compatibility Mode=NoTypeLoading");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            // Not yet.
            return false;
        }
    }
}
