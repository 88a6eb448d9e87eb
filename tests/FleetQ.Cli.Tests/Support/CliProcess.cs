using System.Diagnostics;
using System.Text.Json;

namespace FleetQ.Cli.Tests.Support;

/// <summary>The built tool, run as a person or a program runs it.</summary>
internal static class CliProcess
{
    private static readonly string Executable = FindExecutable();

    /// <summary>Runs it to its end.</summary>
    public static async Task<CliRun> RunAsync(
        IEnumerable<string> args,
        IReadOnlyDictionary<string, string?>? variables = null,
        string? input = null,
        string? folder = null)
    {
        using var process = Start(args, variables, folder);
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts it and lets it run.</summary>
    public static Process Start(
        IEnumerable<string> args, IReadOnlyDictionary<string, string?>? variables, string? folder)
    {
        var start = new ProcessStartInfo(Executable, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(IsForFleetQ).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IsForFleetQ(string name) =>
        name.StartsWith("FLEET", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("SNOWFLAKE_", StringComparison.Ordinal)
        || name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name is "PORT";

    // artifacts/bin/FleetQ.Cli.Tests/release -> artifacts/bin/FleetQ.Cli/release
    private static string FindExecutable()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, "FleetQ.Cli", own.Name, "FleetQ.Cli");
    }
}

/// <summary>What a run of the tool said.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Err)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Out);

    public JsonElement ErrorJson => JsonSerializer.Deserialize<JsonElement>(Err).GetProperty("error");
}
