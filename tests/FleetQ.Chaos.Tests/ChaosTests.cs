using System.Diagnostics;
using FleetQ.TestKit.Stores;

namespace FleetQ.Chaos.Tests;

/// <summary>A short run of the harness on each engine; longer ones are for ./fq chaos.</summary>
public sealed class ChaosTests
{
    private const int Good = 0;
    private const int Vacuous = 3;
    private const int RunsMax = 3;

    [Fact]
    public Task A_fleet_on_one_file_keeps_its_promises_under_faults() => RunAsync("sqlite");

    [Fact]
    public Task A_fleet_on_PostgreSQL_keeps_its_promises_under_faults()
    {
        Assert.SkipUnless(
            PostgresPrograms.Find("initdb") is not null, "There is no PostgreSQL here: install postgresql.");
        return RunAsync("postgres");
    }

    // A short run may bring too few of the faults that it asks for; then it has proved nothing, and another one has to.
    private static async Task RunAsync(string engine)
    {
        var code = Vacuous;
        var said = "";
        for (var seed = 1; code == Vacuous && seed <= RunsMax; seed++)
        {
            (code, said) = await RunAsync(engine, seed);
            TestContext.Current.TestOutputHelper?.WriteLine(said);
        }

        Assert.True(code == Good, said);
    }

    private static async Task<(int Code, string Said)> RunAsync(string engine, int seed)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "FleetQ.Chaos", configuration, "FleetQ.Chaos"));
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { "--engine", engine, "--seed", $"{seed}", "--minutes", "0.5" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
