using System.Diagnostics;
using System.Globalization;
using FleetQ.Cli.Tests.Support;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Cli.Tests;

/// <summary>fleetq dev: a project, built and run at every save. It takes builds of its own, hence its time.</summary>
public sealed class DevVerbTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_save_reaches_the_host_and_an_error_leaves_the_version_before()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.In("Saved.csproj"), ProjectOf(PublishedHost.Folder), Ct);
        await File.WriteAllTextAsync(folder.In("SavedHandler.cs"), SourceOf("\"one\""), Ct);
        var port = FreePort.Take();
        using var client = new FleetClient(new Uri($"http://127.0.0.1:{port}"));
        await using var session = Session.Start(folder.Path, port);

        await session.WaitForLinesAsync("serves saved", 1);
        var first = await RunStepAsync(client);
        await File.WriteAllTextAsync(folder.In("SavedHandler.cs"), SourceOf("\"two\""), Ct);
        await session.WaitForLinesAsync("serves saved", 2);

        // Files that come one by one on a slow machine may serve before the last of them is there.
        await Eventually.HoldsAsync(
            "the change serves", Eventually.Patience, async () => await RunStepAsync(client) == "two", Ct);
        await File.WriteAllTextAsync(folder.In("SavedHandler.cs"), SourceOf("no such thing"), Ct);
        await session.WaitForLinesAsync("error CS", 1);
        var third = await RunStepAsync(client);

        Assert.Equal(["one", "two"], [first, third]);
    }

    [Fact]
    public async Task A_folder_without_a_project_is_wrong_usage()
    {
        using var folder = new TempFolder();

        var run = await CliProcess.RunAsync(["dev", folder.Path, "--host", PublishedHost.Folder]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("does not hold exactly one project", run.Err, StringComparison.Ordinal);
    }

    private static async Task<string?> RunStepAsync(FleetClient client)
    {
        var stepId = await client.SubmitAsync(new StepBody("saved"), Ct);
        var step = await client.WaitForEndAsync(stepId, Limit, Ct);
        return step.Result?.GetProperty("text").GetString();
    }

    private static string ProjectOf(string host) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <EnableDynamicLoading>true</EnableDynamicLoading>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="FleetQ.Sdk" HintPath="{Path.Combine(host, "FleetQ.Sdk.dll")}" Private="false" />
          </ItemGroup>
        </Project>
        """;

    private static string SourceOf(string text) => $$"""
        using FleetQ.Sdk;

        public sealed record Nothing;

        public sealed record Said(string Text);

        [StepHandler("saved")]
        public sealed class SavedHandler : IStepHandler<Nothing, Said>
        {
            public Task<StepResult<Said>> HandleAsync(
                Nothing args, StepContext context, CancellationToken cancellationToken) =>
                Task.FromResult<StepResult<Said>>(new Said({{text}}));
        }
        """;

    private sealed class Session : IAsyncDisposable
    {
        private readonly Process process;
        private readonly List<string> lines = [];

        private Session(Process process)
        {
            this.process = process;
            process.OutputDataReceived += (_, line) => Keep(line.Data);
            process.ErrorDataReceived += (_, line) => Keep(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public static Session Start(string folder, int port)
        {
            var host = Path.Combine(PublishedHost.Folder, "FleetQ.Host");
            string[] args = ["dev", folder, "--host", host, "--port", port.ToString(CultureInfo.InvariantCulture)];
            var variables = new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1" };
            return new Session(CliProcess.Start(args, variables, folder));
        }

        public Task WaitForLinesAsync(string words, int count) => Eventually.HoldsAsync(
            $"{count} lines say '{words}'",
            Limit,
            () =>
            {
                var said = Said();
                return process.HasExited
                    ? throw new InvalidOperationException($"It has ended:\n{string.Join('\n', said)}")
                    : Task.FromResult(said.Count(line => line.Contains(words, StringComparison.Ordinal)) >= count);
            },
            Ct);

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        private void Keep(string? line)
        {
            lock (lines)
            {
                lines.Add(line ?? "");
            }
        }

        private string[] Said()
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }
}
