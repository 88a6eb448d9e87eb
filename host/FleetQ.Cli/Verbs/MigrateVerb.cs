using System.CommandLine;
using FleetQ.Cli.Doctor;
using FleetQ.Engine.Storage;
using FleetQ.Host;
using FleetQ.Host.Settings;
using FleetQ.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq migrate: brings the configured store to this version's schema.</summary>
internal static class MigrateVerb
{
    public static Command Make(VerbRunner runner)
    {
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "List the migrations that are missing; apply none.",
        };
        var command = new Command("migrate", "Bring the configured store's schema to this version.") { dryRun };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            try
            {
                return await RunAsync(call, call.Get(dryRun), cancellationToken);
            }
            catch (Exception failure)
                when (failure is SettingsException or StoreUnusableException or StoreUnavailableException)
            {
                call.Display.Fail("store_error", failure.Message);
                return ExitCodes.Failed;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(VerbCall call, bool isDryRun, CancellationToken cancellationToken)
    {
        var time = call.Surroundings.Time;
        var settings = SettingsCheck.Load(call.Surroundings);
        var store = await StoreCheck.InspectAsync(settings, time, cancellationToken);
        if (!isDryRun && store.Pending.Count > 0)
        {
            await using var opened = await StoreChoice.OpenAsync(
                settings, time, NullLoggerFactory.Instance, cancellationToken);
        }

        var answer = new { store.Place, store.SchemaVersion, Migrations = store.Pending, DryRun = isDryRun };
        call.Display.Show(answer, (_, console) => Draw(store, isDryRun, console));
        return ExitCodes.Done;
    }

    private static void Draw(StoreInspection store, bool isDryRun, IAnsiConsole console)
    {
        if (store.Pending.Count == 0)
        {
            console.WriteLine($"{store.Place} has schema version {store.SchemaVersion}; nothing is missing.");
            return;
        }

        console.WriteLine($"{store.Place} {(isDryRun ? "lacks" : "was given")}:");
        foreach (var migration in store.Pending)
        {
            console.WriteLine($"  {migration}");
        }
    }
}
