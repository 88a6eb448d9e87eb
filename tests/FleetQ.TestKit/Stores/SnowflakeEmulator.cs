using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using FleetQ.TestKit.Fleet;

namespace FleetQ.TestKit.Stores;

/// <summary>
/// A process that answers like Snowflake, on a port of its own, with data of its own. Its README tells its options and
/// faults. Disposing kills it.
/// </summary>
public sealed class SnowflakeEmulator : IAsyncDisposable
{
    /// <summary>Names the emulator's folder where it does not lie beside the repository.</summary>
    public const string Variable = SnowflakeEmulatorBuild.Variable;

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = [];
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient controls;

    private SnowflakeEmulator(Process process, int port)
    {
        this.process = process;
        Port = port;
        controls = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/__emu/") };
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) => listening.TrySetException(
            new InvalidOperationException($"The emulator ended: {string.Join('\n', lines)}"));
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    /// <summary>Why there is no emulator; null when there is one.</summary>
    public static string? Absence { get; } = SnowflakeEmulatorBuild.FindSource() is not null
        ? null
        : $"The Snowflake emulator is skipped: it is not at ../shared/tools/snowflake-emulator; set {Variable} to the "
            + "folder of its source.";

    /// <summary>Where it listens, on loopback.</summary>
    public int Port { get; }

    /// <summary>With a token, which it takes without a look; other sign-ins are written in its place.</summary>
    public string Connection =>
        $"account=emu;user=u;host=127.0.0.1;port={Port};scheme=http;db=FLEETQ;schema=PUBLIC;warehouse=WH;"
        + "authenticator=programmatic_access_token;token=t";

    /// <summary>Builds it if need be and starts it; returns when it listens.</summary>
    /// <param name="options">Of its command line, such as <c>--latency-ms</c>, <c>50-300</c>.</param>
    public static async Task<SnowflakeEmulator> StartAsync(params string[] options)
    {
        var program = await SnowflakeEmulatorBuild.GetProgramAsync();
        var port = FreePort.Take();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var part in (string[])[program, "--port", $"{port}", .. options])
        {
            start.ArgumentList.Add(part);
        }

        var emulator = new SnowflakeEmulator(new Process { StartInfo = start }, port);
        try
        {
            await emulator.LaunchAsync();
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets faults, as its README describes them, such as <c>{"drop-after": {"next": 1}}</c>.</summary>
    public async Task SetFaultsAsync(string json)
    {
        using var body = new StringContent(json);
        using var answer = await controls.PostAsync(new Uri("faults", UriKind.Relative), body);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ArgumentException(await answer.Content.ReadAsStringAsync(), nameof(json));
        }
    }

    /// <summary>Ends all faults.</summary>
    public async Task ClearFaultsAsync() =>
        (await controls.DeleteAsync(new Uri("faults", UriKind.Relative))).EnsureSuccessStatusCode();

    /// <summary>Calls another control, such as <c>kill-sessions</c> or <c>latency?min=50&amp;max=300</c>.</summary>
    public async Task ControlAsync(string control) =>
        (await controls.PostAsync(new Uri(control, UriKind.Relative), content: null)).EnsureSuccessStatusCode();

    /// <summary>One of its counters, such as <c>statements</c> or <c>http.deduplicated</c>.</summary>
    public async Task<long> CountAsync(string counter)
    {
        var stats = await controls.GetFromJsonAsync<JsonObject>(new Uri("stats", UriKind.Relative));
        return (long?)stats!["counters"]![counter] ?? 0;
    }

    /// <summary>The last statements, oldest first; an outcome is <c>ok</c> or starts with a number.</summary>
    public async Task<IReadOnlyList<(string Text, string Outcome)>> ReadStatementsAsync()
    {
        var log = await controls.GetFromJsonAsync<JsonArray>(new Uri("log", UriKind.Relative));
        return [.. log!.Select(static entry => ((string)entry!["sql"]!, (string)entry["outcome"]!))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        controls.Dispose();
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task LaunchAsync()
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await listening.Task.WaitAsync(StartPatience);
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (line.StartsWith("sfemu: listening", StringComparison.Ordinal))
        {
            listening.TrySetResult();
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => process.Kill();
}
