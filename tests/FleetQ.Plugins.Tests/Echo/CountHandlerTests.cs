using FleetQ.Plugins.Echo;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Echo;

public sealed class CountHandlerTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Each_run_appends_its_key_as_a_line()
    {
        var first = await RunAsync(new(folder["counts"], "schlüssel"));
        await RunAsync(new(folder["counts"], "b"));

        Assert.Equal("""{"key":"schl\u00FCssel"}""", HostJson.Write(first.Value));
        var text = await File.ReadAllTextAsync(folder["counts"], TestContext.Current.CancellationToken);
        Assert.Equal("schlüssel\nb\n", text);
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_line_and_mix_none()
    {
        const int Writers = 16;
        const int LinesEach = 200;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var line = 0; line < LinesEach; line++)
            {
                await RunAsync(new(folder["counts"], $"{writer}-{line}-{new string('x', 200)}"));
            }
        })));

        var lines = await File.ReadAllLinesAsync(folder["counts"], TestContext.Current.CancellationToken);
        Assert.Equal(Writers * LinesEach, lines.Length);
        Assert.Equal(Writers * LinesEach, lines.Distinct().Count());
        Assert.All(lines, line => Assert.EndsWith($"-{new string('x', 200)}", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "a", "'file' is missing: name the file to append to.")]
    [InlineData("counts", null, "'key' is missing: name the text to append.")]
    [InlineData("counts", "", "'key' is missing: name the text to append.")]
    [InlineData("counts", "a\nb", "'key' holds a line break; it must be one line.")]
    [InlineData("counts", "a\rb", "'key' holds a line break; it must be one line.")]
    [InlineData("../counts", "a", "'file' is '../counts'; it must stay in the folder of the setting 'Root'.")]
    [InlineData("/etc/counts", "a", "'file' is '/etc/counts'; it must stay in the folder of the setting 'Root'.")]
    [InlineData("absent/counts", "a", "'file' is 'absent/counts'; its folder does not exist on this pod.")]
    public async Task Wrong_arguments_fail_for_good_and_write_nothing(string? file, string? key, string reason)
    {
        var result = await RunAsync(new(file, key));

        Assert.Equal((StepResultKind.Failed, reason), (result.End.Kind, result.End.Reason));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_fails_the_attempt()
    {
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => RunAsync(new("/dev/full", "a"), new(null)));

        Assert.Contains("/dev/full", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private Task<StepResult<CountResult>> RunAsync(CountArgs args, CountFolder? allowed = null) =>
        new CountHandler(allowed ?? new(folder.FullPath))
            .HandleAsync(args, new FakeStepContext(), TestContext.Current.CancellationToken);
}
