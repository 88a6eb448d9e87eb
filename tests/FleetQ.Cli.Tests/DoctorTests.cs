using System.Globalization;
using System.Text.Json;
using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit.Fleet;
using Microsoft.Data.Sqlite;

namespace FleetQ.Cli.Tests;

/// <summary>Faults are planted; fleetq doctor finds each, and says what to do.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string?> variables;

    public DoctorTests() => variables = new Dictionary<string, string?>
    {
        ["FLEET_Q_SQLITE_DB_PATH"] = folder.In("data", "fleetq.db"),
        ["FLEET_Q_PLUGINS_DIR"] = PublishedHost.Plugins,
        ["FLEET_Q_API_PORT"] = FreePort.Take().ToString(CultureInfo.InvariantCulture),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_place_has_no_problem()
    {
        var run = await DoctorAsync();

        Assert.Equal((0, 0), (run.ExitCode, run.Json.GetProperty("problems").GetInt32()));
    }

    [Fact]
    public async Task A_setting_that_breaks_its_rule()
    {
        variables["FLEET_Q_MAX_PARALLELISM"] = "many";
        variables["FLEET_Q_HEARTBEAT_INTERVALL"] = "3";

        var run = await DoctorAsync();

        Finds(run, "FLEET_Q_MAX_PARALLELISM is 'many'", "from 1 to 10");
        Finds(run, "FLEET_Q_HEARTBEAT_INTERVALL", "Did you mean FLEET_Q_HEARTBEAT_INTERVAL?");
    }

    [Fact]
    public async Task A_database_folder_that_cannot_be_made()
    {
        await File.WriteAllTextAsync(folder.In("data"), "a file stands where the folder should", Ct);

        var run = await DoctorAsync();

        Finds(run, "cannot be made", "FLEET_Q_SQLITE_DB_PATH");
    }

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        Directory.CreateDirectory(folder.In("data"));
        await File.WriteAllTextAsync(folder.In("data", "fleetq.db"), "this is no database, but a longer text", Ct);

        var run = await DoctorAsync();

        Finds(run, "cannot be used", "name another file");
    }

    [Fact]
    public async Task A_server_that_is_not_there()
    {
        variables["FLEET_Q_POSTGRES"] = "Host=127.0.0.1;Port=9;Username=fleetq;Password=secret-word;Database=fleetq";

        var run = await DoctorAsync();

        Finds(run, "cannot be used", "Check that the server runs");
        Assert.DoesNotContain("secret-word", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_newer_than_this_version()
    {
        await CliProcess.RunAsync(["migrate"], variables);
        await ChangeAsync(folder.In("data", "fleetq.db"), "update fleet_state set schema_version = 99");

        var run = await DoctorAsync();

        Finds(run, "schema version 99", "start that version or a newer one");
    }

    [Fact]
    public async Task A_plugin_that_was_built_for_a_newer_contract()
    {
        variables["FLEET_Q_PLUGINS_DIR"] = folder.In("plugins");
        folder.Take(Builds.Of("NewerContract"), "plugins", "NewerContract");

        var run = await DoctorAsync();

        Finds(run, "contract 1.99", "Upgrade the host first");
    }

    [Fact]
    public async Task A_plugin_that_lacks_a_library()
    {
        variables["FLEET_Q_PLUGINS_DIR"] = folder.In("plugins");
        var plugin = folder.Take(Builds.Sample("FleetQ.Plugins.Csv"), "plugins", "FleetQ.Plugins.Csv");
        File.Delete(Path.Combine(plugin, "CsvHelper.dll"));

        var run = await DoctorAsync();

        Finds(run, "CsvHelper", "dotnet publish");
    }

    [Fact]
    public async Task An_allow_list_that_names_other_contents()
    {
        variables["FLEET_Q_PLUGINS_ALLOWLIST"] = folder.In("sums");
        await File.WriteAllTextAsync(folder.In("sums"), $"{new string('0', 64)}  FleetQ.Plugins.Echo.dll\n", Ct);

        var run = await DoctorAsync();

        Finds(run, "is not on the allow list", "fleetq plugin sum");
    }

    [Fact]
    public async Task A_folder_of_plugins_that_is_not_there()
    {
        variables["FLEET_Q_PLUGINS_DIR"] = folder.In("nowhere");

        var run = await DoctorAsync();

        Finds(run, "does not exist", "FLEET_Q_PLUGINS_DIR");
    }

    [Fact]
    public async Task A_port_that_another_program_has()
    {
        await using var other = new OtherProgram();
        variables["FLEET_Q_API_PORT"] = $"{other.Port}";

        var run = await DoctorAsync();

        Finds(run, "Another program listens", "FLEET_Q_API_PORT");
    }

    [Fact]
    public async Task A_file_of_keys_that_others_can_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are otherwise on Windows.");
        variables["FLEET_Q_API_KEYS_FILE"] = folder.In("keys");
        await File.WriteAllTextAsync(folder.In("keys"), "me:admin:0123456789abcdef0123456789abcdef\n", Ct);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.In("keys"), (UnixFileMode)0b110_100_100);
        }

        var run = await DoctorAsync();

        Finds(run, "can read", "chmod 600");
    }

    [Fact]
    public async Task A_host_that_should_run_and_does_not()
    {
        var run = await CliProcess.RunAsync(["doctor", "--url", "http://127.0.0.1:9", "-o", "json"], variables);

        Finds(run, "No pod answers", "Start one");
    }

    [Fact]
    public async Task A_queued_type_that_no_pod_serves_and_pods_of_two_versions()
    {
        await using var fleet = new FleetInABox(PodSettings.Calm);
        await fleet.StartPodsAsync(2, Ct);
        await fleet.Running[0].Client.SubmitAsync(new StepBody("nobody.has.this"), Ct);
        await ChangeAsync(fleet.DatabasePath, "update pod_health set version = '0.0.9' where pod_id = 'pod-2'");
        variables["FLEETQ_URL"] = fleet.Running[0].Address.AbsoluteUri;

        var run = await DoctorAsync();

        Assert.Equal(1, run.ExitCode);
        Finds(run, "1 steps of this task type are open", "Start a pod with the plugin that has its handler");
        Finds(run, "pod-2 has 0.0.9", "Finish the upgrade");
    }

    [Fact]
    public async Task People_read_what_is_wrong_and_what_to_do()
    {
        variables["FLEET_Q_PLUGINS_DIR"] = folder.In("nowhere");

        var run = await CliProcess.RunAsync(["doctor"], variables, folder: folder.Path);

        Assert.Contains("problem plugins: The folder", run.Out, StringComparison.Ordinal);
        Assert.Contains("-> Make it and put plugins into it", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 to solve.", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Finds(CliRun run, string what, string cure)
    {
        var findings = run.Json.GetProperty("findings").EnumerateArray()
            .Where(static finding => finding.GetProperty("severity").GetString() is "problem" or "warning")
            .Select(static finding => string.Join(
                ' ', TextOf(finding, "where"), TextOf(finding, "what"), TextOf(finding, "cure")));
        Assert.Contains(
            findings,
            finding => finding.Contains(what, StringComparison.Ordinal)
                && finding.Contains(cure, StringComparison.Ordinal));
    }

    private static string TextOf(JsonElement finding, string name) => finding.GetProperty(name).GetString() ?? "";

    private static async Task ChangeAsync(string database, string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private Task<CliRun> DoctorAsync() =>
        CliProcess.RunAsync(["doctor", "-o", "json"], variables, folder: folder.Path);
}
