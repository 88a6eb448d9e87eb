using System.IO.Pipes;
using FleetQ.Plugins.Csv;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Csv;

public sealed class CsvProfileHandlerTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("""{}""", "'path' is missing: name the file to profile.")]
    [InlineData("""{"path":" "}""", "'path' is missing: name the file to profile.")]
    [InlineData("""{"path":"a.csv","top":101}""", "'top' is 101; it must be from 0 to 100.")]
    [InlineData("""{"path":"a.csv","top":-1}""", "'top' is -1; it must be from 0 to 100.")]
    [InlineData(
        """{"path":"a.csv","delimiter":"ab"}""",
        "'delimiter' is 'ab'; it must be one ASCII character such as ',' or ';', or 'tab'.")]
    [InlineData(
        """{"path":"a.csv","delimiter":""}""",
        "'delimiter' is ''; it must be one ASCII character such as ',' or ';', or 'tab'.")]
    [InlineData("""{"path":"absent.csv"}""", "There is no file 'absent.csv' on this pod.")]
    [InlineData("""{"path":"absent/a.csv"}""", "There is no file 'absent/a.csv' on this pod.")]
    [InlineData("""{"path":"../a.csv"}""", "'path' is '../a.csv'; it must stay in the folder of the setting 'Root'.")]
    [InlineData("""{"path":"/etc/a"}""", "'path' is '/etc/a'; it must stay in the folder of the setting 'Root'.")]
    [InlineData("""{"path":"inner"}""", "'inner' is a folder, or this pod may not read it.")]
    public async Task Wrong_arguments_fail_for_good(string args, string reason)
    {
        Directory.CreateDirectory(folder["inner"]);

        var result = await RunAsync(HostJson.Read<CsvProfileArgs>(args));

        Assert.Equal((StepResultKind.Failed, reason), (result.End.Kind, result.End.Reason));
    }

    [Fact]
    public async Task A_folder_whose_name_starts_like_the_root_is_outside()
    {
        var root = Directory.CreateDirectory(folder["root"]).FullName;
        Directory.CreateDirectory(folder["root-other"]);
        folder.Write("root-other/a.csv", "a\n1\n");

        var result = await RunAsync(new("../root-other/a.csv"), new(root));

        Assert.Equal(StepResultKind.Failed, result.End.Kind);
    }

    [Fact]
    public async Task A_fault_of_the_disk_is_retried()
    {
        // Reading a process's own memory at address zero is an input/output error.
        var result = await RunAsync(new("/proc/self/mem"), new(null));

        Assert.Equal(StepResultKind.Retry, result.End.Kind);
    }

    [Fact]
    public async Task A_pipe_is_not_read()
    {
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var path = $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";

        var result = await RunAsync(new(path), new(null));

        Assert.Equal($"'{path}' is a device or a pipe; only a file can be profiled.", result.End.Reason);
    }

    [Fact]
    public async Task Top_limits_the_frequent_values()
    {
        folder.Write("a.csv", "a,b\nx,1\ny,1\ny,1\n");

        var result = await RunAsync(new("a.csv", Top: 1));

        Assert.Equal([new("y", 2, 0)], result.Value!.Columns[0].Top);
        Assert.Empty((await RunAsync(new("a.csv", Top: 0))).Value!.Columns[0].Top);
    }

    [Fact]
    public async Task Progress_rises_from_the_start_to_one()
    {
        folder.Write("a.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},x\n")));
        var context = new FakeStepContext();

        await RunAsync(new("a.csv"), context: context);

        var fractions = context.Progress.Select(fraction => fraction!.Value).ToList();
        Assert.True(fractions.Count > 5);
        Assert.Equal(fractions.Order(), fractions);
        Assert.InRange(fractions[0], 0.01, 0.2);
        Assert.Equal(1, fractions[^1]);
    }

    [Fact]
    public async Task A_cancelled_step_stops_reading()
    {
        folder.Write("a.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},x\n")));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new CsvProfileHandler(new(folder.FullPath)).HandleAsync(
                new("a.csv"), new FakeStepContext(), source.Token));
    }

    public void Dispose() => folder.Dispose();

    private Task<StepResult<CsvProfile>> RunAsync(
        CsvProfileArgs args, CsvFolder? allowed = null, FakeStepContext? context = null) =>
        new CsvProfileHandler(allowed ?? new(folder.FullPath))
            .HandleAsync(args, context ?? new(), TestContext.Current.CancellationToken);
}
