using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.PluginHost.Isolation;
using FleetQ.PluginHost.Isolation.Frames;
using FleetQ.PluginHost.Tests.Support;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class FrameTests
{
    [Fact]
    public void Frames_are_the_same_however_the_bytes_are_cut()
    {
        var writer = new FrameWriter();
        writer.Add(new TextFrame(FrameKind.Greeting, "Grüße 🚀"));
        writer.Add(new WordFrame(FrameKind.Beat));
        writer.Add(new TextFrame(FrameKind.Launch, new string('x', 40_000)));

        for (var piece = 1; piece < 90; piece += 11)
        {
            var buffer = new FrameBuffer();
            var seen = new List<(FrameKind, int)>();
            for (var at = 0; at < writer.Count; at += piece)
            {
                var bytes = writer.Written.Slice(at, Math.Min(piece, writer.Count - at));
                bytes.CopyTo(buffer.Free);
                buffer.Advance(bytes.Length);
                while (buffer.TryTake(out var kind, out var said))
                {
                    seen.Add((kind, said.Length));
                }
            }

            Assert.Equal(
                [(FrameKind.Greeting, 4 + 12), (FrameKind.Beat, 0), (FrameKind.Launch, 4 + 40_000)], seen);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255 })]
    [InlineData(new byte[] { 1, 0, 0, 1 })]
    public void A_length_that_no_frame_has_is_refused(byte[] head)
    {
        var buffer = new FrameBuffer();
        head.CopyTo(buffer.Free);
        buffer.Advance(head.Length);

        Assert.Throws<InvalidDataException>(() => buffer.TryTake(out _, out _));
    }

    [Fact]
    public void A_value_that_throws_while_it_is_read_leaves_no_half_of_a_frame()
    {
        var writer = new FrameWriter();
        writer.Add(new WordFrame(FrameKind.Beat));
        var before = writer.Count;

        Assert.Throws<InvalidOperationException>(() => writer.Add(
            new LogFrame("A", LogLevel.Information, default, "Text", null, [new("list", ChangedMeanwhile())], [])));

        Assert.Equal(before, writer.Count);
    }

    [Fact]
    public void A_frame_that_is_too_long_is_not_sent_and_what_was_said_before_stays()
    {
        var writer = new FrameWriter();
        writer.Add(new WordFrame(FrameKind.Beat));
        var before = writer.Count;

        Assert.Throws<InvalidOperationException>(
            () => writer.Add(new TextFrame(FrameKind.Launch, new string('x', FrameWriter.BytesMax))));

        Assert.Equal(before, writer.Count);
    }

    [Fact]
    public void A_frame_that_ends_too_early_is_refused()
    {
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new FrameReader([5, 0, 0, 0, (byte)'x']);
            return reader.Text();
        });
    }

    [Fact]
    public void A_line_of_the_log_keeps_its_fields()
    {
        var instant = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        var line = new LogFrame(
            "Acme",
            LogLevel.Warning,
            new EventId(7, "Seven"),
            "text",
            null,
            [new("flag", true), new("number", 5), new("share", 0.5), new("at", instant), new("none", null)],
            [new("list", (int[])[1, 2]), new("id", new StepId("my-1"))]);
        var writer = new FrameWriter();
        writer.Add(line);

        var reader = new FrameReader(writer.Written.Span[5..]);
        var read = LogFrame.Read(ref reader);

        Assert.Equal(
            ("Acme", LogLevel.Warning, 7, "Seven"), (read.Category, read.Level, read.Event.Id, read.Event.Name));
        Assert.Equal([true, 5L, 0.5, instant, null], read.Fields.Select(field => field.Value));
        Assert.Equal((string[])["1", "2"], read.Around[0].Value);
        Assert.Equal("my-1", read.Around[1].Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Frames_pass_a_socket_and_a_pipe(bool asPipe)
    {
        using var listener = new ChildListener(asPipe);
        var accepting = listener.AcceptAsync(TestContext.Current.CancellationToken);
        var theirs = await ChildAddress.ConnectAsync(listener.Address, TestContext.Current.CancellationToken);
        await using var child = new FrameConnection(theirs);
        await using var host = new FrameConnection(await accepting);
        var attempt = Attempts.Of("echo", """{"text":"ü"}""");
        var arrived = new TaskCompletionSource<Attempt>();

        host.TrySend(new RunFrame(9, attempt));
        var receiving = child.ReceiveAsync((_, said) =>
            arrived.SetResult(RunFrame.Read(ref said, _ => attempt.OnProgress).Attempt));

        var seen = await arrived.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(attempt with { Claim = attempt.Claim with { Payload = "" } }, seen);
        await host.DisposeAsync();
        await receiving.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<object?> ChangedMeanwhile()
    {
        yield return 1;
        throw new InvalidOperationException("Collection was modified.");
    }
}
