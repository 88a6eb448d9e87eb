using System.Diagnostics;

using FleetQ.TestKit.Fleet;

using Npgsql;

namespace FleetQ.TestKit.Stores;

/// <summary>A server with a data folder of its own, on a free port of this machine.</summary>
public sealed class PrivatePostgres : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    private readonly ServerProgram programs = new();
    private Process? server;

    private PrivatePostgres()
    {
    }

    /// <summary>Where it listens, on loopback.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>Of its superuser, without a database.</summary>
    public string Connection =>
        $"Host=127.0.0.1;Port={Port};Username=fleetq;Database=postgres;Pooling=false;Timeout=5";

    /// <summary>What it wrote to its log.</summary>
    public string Log => programs.ReadLog("postgres");

    private string DataFolder => Path.Combine(programs.Folder, "data");

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="settings">Settings of the server, each as name=value.</param>
    public static async Task<PrivatePostgres> StartAsync(params string[] settings)
    {
        var postgres = new PrivatePostgres();
        try
        {
            await postgres.programs.OwnAsync();
            await postgres.programs.RunAsync(
                Find("initdb"), "-D", postgres.DataFolder, "-U", "fleetq", "-A", "trust", "-E", "UTF8", "--locale=C");
            await postgres.LaunchAsync(settings);
            return postgres;
        }
        catch
        {
            postgres.Dispose();
            throw;
        }
    }

    /// <summary>Starts it on the same data after it was stopped, and waits until it answers.</summary>
    public async Task LaunchAsync(params string[] settings)
    {
        BeginLaunch(settings);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (server!.HasExited || TimeProvider.System.GetElapsedTime(startedAt) > StartPatience)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Starts it and does not wait.</summary>
    public void BeginLaunch(params string[] settings)
    {
        string[] options =
        [
            "-D", DataFolder, "-p", $"{Port}", "-h", "127.0.0.1", "-k", programs.Folder, "-c", "max_connections=400",
            .. settings.SelectMany(static setting => (string[])["-c", setting]),
        ];
        server = programs.Start(Find("postgres"), options);
    }

    /// <summary>Makes a standby that follows this server.</summary>
    /// <param name="answers">Whether it answers readers, which is also waited for.</param>
    public async Task<PrivatePostgres> StartStandbyAsync(bool answers = true)
    {
        var standby = new PrivatePostgres();
        try
        {
            await standby.programs.OwnAsync();
            await standby.programs.RunAsync(
                Find("pg_basebackup"),
                "-D", standby.DataFolder, "-h", "127.0.0.1", "-p", $"{Port}", "-U", "fleetq", "-R", "-c", "fast");
            if (answers)
            {
                await standby.LaunchAsync();
            }
            else
            {
                standby.BeginLaunch("hot_standby=off");
                await Eventually.HoldsAsync(
                    "the standby refuses", StartPatience, standby.IsNotReadyAsync, CancellationToken.None);
            }

            return standby;
        }
        catch
        {
            standby.Dispose();
            throw;
        }
    }

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> MakeDatabaseAsync(string name = "fleetq")
    {
        await RunAsync($"create database {name} encoding 'UTF8' template template0");
        return new NpgsqlConnectionStringBuilder(Connection) { Database = name }.ConnectionString;
    }

    /// <summary>Asks a role for its password from now on.</summary>
    public async Task DemandPasswordAsync(string role)
    {
        var file = Path.Combine(DataFolder, "pg_hba.conf");
        var rules = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, $"host all {role} 127.0.0.1/32 scram-sha-256\n{rules}");
        await RunAsync("select pg_reload_conf()");
    }

    /// <summary>Makes a standby take writes.</summary>
    public async Task PromoteAsync()
    {
        await Eventually.HoldsAsync(
            "the standby is one",
            StartPatience,
            () => Task.FromResult(Log.Contains("consistent recovery state", StringComparison.Ordinal)),
            CancellationToken.None);
        await programs.RunAsync(Find("pg_ctl"), "promote", "-D", DataFolder, "-w", "-t", "30", "--silent");
    }

    /// <summary>Runs a statement as the superuser.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">The connection string of its database; null for the server's own.</param>
    public async Task RunAsync(string sql, string? database = null)
    {
        await using var open = await PostgresByHand.OpenAsync(database ?? Connection, CancellationToken.None);
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends it without waiting for its clients, and in good order.</summary>
    public void Stop() => Stop("fast");

    /// <summary>Ends it as a crash would: at whatever instruction it is, without a checkpoint.</summary>
    public void Crash() => Stop("immediate");

    public void Dispose()
    {
        Stop();
        programs.Dispose();
    }

    private static string Find(string program) => PostgresPrograms.Find(program)
        ?? throw new InvalidOperationException($"The program '{program}' of PostgreSQL is not installed.");

    private void Stop(string mode)
    {
        if (server is { HasExited: false } running)
        {
            using var stopping = programs.Start(
                Find("pg_ctl"), "stop", "-D", DataFolder, "-m", mode, "-t", "20", "--silent");
            if (!stopping.WaitForExit(TimeSpan.FromSeconds(25)) || !running.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                running.Kill(entireProcessTree: true);
                running.WaitForExit();
            }
        }

        server?.Dispose();
        server = null;
    }

    private async Task<bool> IsNotReadyAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection);
            await connection.OpenAsync();
            return false;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState == PostgresErrorCodes.CannotConnectNow;
        }
        catch (NpgsqlException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection);
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
