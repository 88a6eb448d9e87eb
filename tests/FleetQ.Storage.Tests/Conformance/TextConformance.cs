using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Conformance;

/// <summary>Texts of people and programs, wherever a store keeps one.</summary>
public abstract class TextConformance : StoreConformance
{
    public static TheoryData<string> OddTexts { get; } =
    [
        "😀 𝄞 👩‍👩‍👧 four bytes and joined",
        "e\u0301 and é, ﬁ, ﷺ, \u202Eright to left\u202C",
        "'; drop table step_tracker; -- :limit $1 ? @p ${x} {{y}} %s",
        "\\ \" \\\" \\u0041 \\n / <b> & ' `",
        "line\nline\r\nline\u2028line\u2029line\ttab",
        "\u007F\u0085\uFEFF\uFFFE\uFFFF\uE000",
        " blanks before and after ",
        "null",
    ];

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task A_text_comes_back_letter_by_letter_from_a_step(string text)
    {
        var pod = await RegisterAsync();
        var step = NewStep() with { Tenant = text, IdempotencyKey = text, RequestHash = "aa" };
        var claim = await ClaimNewStepAsync(pod, step);

        await Store.Completion.ReportProgressAsync([new ProgressReport(claim.Key, text)], Token);
        var progress = (await ReadAsync(step.StepId)).Progress;
        await RecordAsync(RetryIn(claim, TimeSpan.Zero) with
        {
            Error = new StepError(text, text, text),
            Plugin = new PluginIdentity(text, text, "aa"),
        });
        var waiting = await ReadAsync(step.StepId);
        await Store.Claims.AdvanceDueAsync(10, Token);
        await RecordAsync(Completed(Assert.Single(await ClaimAsync(pod)), text));
        var ended = await ReadAsync(step.StepId);

        Assert.Equal((text, text, text), (ended.Tenant, ended.IdempotencyKey, progress));
        Assert.Equal(new StepError(text, text, text), waiting.Error);
        Assert.Equal(new PluginIdentity(text, text, "aa"), waiting.Plugin);
        Assert.Equal(text, Assert.Single(CompletionConformance.AttemptsOf(ended)).GetProperty("error").GetString());
        Assert.Equal(text, ended.Result);
    }

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task A_text_comes_back_letter_by_letter_from_a_pod(string text)
    {
        var registration = RegistrationOf(NewIdentity(text)) with { Version = text, HostName = text, Plugins = text };
        await Store.Pods.RegisterAsync(registration, Token);
        var claim = await ClaimNewStepAsync(registration.Identity);

        var pod = Assert.Single((await Store.Pods.BeatAsync(registration.Identity, running: 1, Token)).Pods);
        var listed = Assert.Single(await Store.Reading.ListPodsAsync(Token));
        var held = await Store.Pods.ListHeldAsync(registration.Identity, TimeSpan.Zero, Token);
        var found = await Store.Reading.SearchStepsAsync(new StepQuery { Pod = new PodId(text), Limit = 10 }, Token);

        Assert.Equal(registration.Identity, pod.Identity);
        Assert.Equal((text, text, text), (listed.Version, listed.HostName, listed.Plugins));
        Assert.Equal(claim.Key, Assert.Single(held).Key);
        Assert.Equal(text, Assert.Single(found).ClaimedBy);
    }

    [Fact]
    public async Task Keys_that_look_alike_are_different_keys()
    {
        string[] keys =
        [
            "k", "K", "\u212A", "ı", "i", "I", "é", "e\u0301", "ﬁ", "fi", "k ", " k", "ß", "ss", "😀", "\uFFFD", "1",
            "01",
        ];

        var answers = await Store.Submission.SubmitAsync(
            [.. keys.Select(key => NewStep() with { IdempotencyKey = key, RequestHash = "aa" })], Token);

        Assert.All(answers, static answer => Assert.Equal(SubmitAnswerKind.Created, answer.Kind));
        foreach (var (key, answer) in keys.Zip(answers))
        {
            Assert.Equal(key, (await ReadAsync(answer.StepId)).IdempotencyKey);
        }
    }

    [Fact]
    public async Task Ids_differ_by_case()
    {
        await SubmitAsync(StepNamed("step"));
        await SubmitAsync(StepNamed("STEP"));

        Assert.Equal(2, await Store.Submission.CountWaitingAsync(10, Token));
        Assert.Null(await Store.Reading.FindStepAsync(new StepId("Step"), Token));
    }

    [Fact]
    public async Task A_reason_of_a_cancel_comes_back_letter_by_letter()
    {
        foreach (var text in OddTexts)
        {
            var stepId = await SubmitAsync(NewStep());

            await Store.Operating.CancelAsync(stepId, text.Data, Token);

            Assert.Equal(text.Data, (await ReadAsync(stepId)).Error?.Message);
        }
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\ud800b")]
    [InlineData("\udc00")]
    public async Task What_is_no_text_is_refused_or_kept_and_does_no_harm(string text)
    {
        var other = await ClaimNewStepAsync();
        var keyed = NewStep() with { IdempotencyKey = text, RequestHash = "aa" };

        var isKept = await TryAsync(() => Store.Submission.SubmitAsync([keyed], Token));
        var isRecorded = await TryAsync(() => Store.Completion.RecordAsync([Failed(other, text)], Token));

        // A store that cannot keep it may say so, or may put U+FFFD for half a character. It may not cut the text.
        if (isKept)
        {
            var key = (await ReadAsync(keyed.StepId)).IdempotencyKey;
            Assert.Contains(key, new[] { text, text.Replace('\ud800', '\uFFFD').Replace('\udc00', '\uFFFD') });
        }

        if (isRecorded)
        {
            Assert.Equal(text.Length, (await ReadAsync(other.Key.StepId)).Error?.Message.Length);
        }

        await SubmitAsync(NewStep());
        Assert.Equal(!isRecorded, await RecordAsync(Completed(other)));
    }

    private static async Task<bool> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception refusal) when (refusal is not StoreUnavailableException)
        {
            return false;
        }
    }
}
