using FleetQ.Engine.Model;

namespace FleetQ.Storage.Tests.Conformance;

public abstract class ReadingConformance : StoreConformance
{
    [Fact]
    public async Task A_step_that_is_not_there_is_null()
    {
        Assert.Null(await Store.Reading.FindStepAsync(new StepId("nobody"), Token));
    }

    [Fact]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_repeat()
    {
        var stepIds = await SubmitAsync(25);
        var found = new List<Step>();
        IReadOnlyList<Step> page;
        do
        {
            page = await SearchAsync(new StepQuery { Limit = 10, BeforeSequence = found.LastOrDefault()?.Sequence });
            found.AddRange(page);
            // A new step between two pages belongs on neither.
            await SubmitAsync(NewStep());
        }
        while (page.Count == 10);

        Assert.Equal(stepIds.Reverse(), found.Select(static step => step.StepId));
    }

    [Fact]
    public async Task Each_filter_finds_its_steps_only()
    {
        var pod = await RegisterAsync();
        var claimed = await ClaimNewStepAsync(pod);
        var sleeping = await SubmitAsync(NewStep(Sleep) with
        {
            Tenant = "acme",
            Tags = """["red","deep blue"]""",
            Metadata = """{"user":"alice"}""",
        });
        var scheduled = await SubmitAsync(NewStep() with { Delay = TimeSpan.FromHours(1), Tags = """["reddish"]""" });

        Assert.Equal(
            [claimed.Key.StepId], await SearchIdsAsync(new StepQuery { Limit = 10, Status = StepStatus.Claimed }));
        Assert.Equal([scheduled], await SearchIdsAsync(new StepQuery { Limit = 10, Status = StepStatus.Scheduled }));
        Assert.Equal([sleeping], await SearchIdsAsync(new StepQuery { Limit = 10, TaskType = Sleep }));
        Assert.Equal([sleeping], await SearchIdsAsync(new StepQuery { Limit = 10, Tenant = "acme" }));
        Assert.Equal([sleeping], await SearchIdsAsync(new StepQuery { Limit = 10, Tag = "red" }));
        Assert.Equal([sleeping], await SearchIdsAsync(new StepQuery { Limit = 10, Tag = "deep blue" }));
        Assert.Equal([claimed.Key.StepId], await SearchIdsAsync(new StepQuery { Limit = 10, Pod = pod.PodId }));
        Assert.Equal([sleeping], await SearchIdsAsync(new StepQuery { Limit = 10, Text = "alice" }));
        Assert.Equal(
            [scheduled, claimed.Key.StepId], await SearchIdsAsync(new StepQuery { Limit = 10, Tenant = "" }));
        Assert.Empty(await SearchIdsAsync(new StepQuery { Limit = 10, Tenant = "acme", TaskType = Echo }));
    }

    [Fact]
    public async Task Dead_letters_are_searched_with_the_same_filters()
    {
        var pod = await RegisterAsync();
        var first = await ClaimNewStepAsync(pod, NewStep() with { Tenant = "acme" });
        await RecordAsync(Failed(first, "disk gone"));
        var second = await ClaimNewStepAsync(pod);
        await RecordAsync(Failed(second, "net gone"));
        await SubmitAsync(3);

        var all = new StepQuery { Limit = 10, Status = StepStatus.Failed };

        Assert.Equal([second.Key.StepId, first.Key.StepId], await SearchIdsAsync(all));
        Assert.Equal([second.Key.StepId], await SearchIdsAsync(all with { Limit = 1 }));
        Assert.Equal([first.Key.StepId], await SearchIdsAsync(all with { BeforeSequence = second.Sequence }));
        Assert.Equal([first.Key.StepId], await SearchIdsAsync(all with { Tenant = "acme" }));
        Assert.Equal([second.Key.StepId], await SearchIdsAsync(all with { Text = "net" }));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("it's")]
    [InlineData("[x]*?")]
    [InlineData("😀")]
    [InlineData("back\\\\slash")]
    public async Task Text_is_searched_letter_by_letter(string text)
    {
        var found = await SubmitAsync(NewStep() with { Payload = $$"""{"a":"<{{text}}>"}""" });
        await SubmitAsync(NewStep() with { Payload = """{"a":"1000 aXb its [y]z slash"}""" });

        Assert.Equal([found], await SearchIdsAsync(new StepQuery { Limit = 10, Text = text }));
    }

    [Fact]
    public async Task Text_is_found_in_the_id_too()
    {
        await SubmitAsync(StepNamed("order:77"));
        await SubmitAsync(1);

        Assert.Equal([new StepId("order:77")], await SearchIdsAsync(new StepQuery { Limit = 10, Text = "er:7" }));
    }

    [Fact]
    public async Task The_time_of_submit_bounds_a_search_from_and_until()
    {
        var first = await SubmitAsync(NewStep());
        await Fixture.PassAsync(TimeSpan.FromMilliseconds(5));
        var second = await SubmitAsync(NewStep());
        var between = (await ReadAsync(second)).CreatedAt;

        Assert.Equal([second], await SearchIdsAsync(new StepQuery { Limit = 10, CreatedAfter = between }));
        Assert.Equal([first], await SearchIdsAsync(new StepQuery { Limit = 10, CreatedBefore = between }));
    }

    [Fact]
    public async Task Ended_and_missing_steps_are_told_apart_from_open_ones()
    {
        var pod = await RegisterAsync();
        var ended = await ClaimNewStepAsync(pod);
        await RecordAsync(Completed(ended));
        var claimed = await ClaimNewStepAsync(pod);
        var open = await SubmitAsync(NewStep());
        var missing = new StepId("nobody");

        var listed = await Store.Reading.ListEndedAsync([ended.Key.StepId, claimed.Key.StepId, open, missing], Token);

        Assert.Equal([missing, ended.Key.StepId], listed.Order());
    }

    [Fact]
    public async Task Steps_are_counted_by_status_priority_and_type()
    {
        var pod = await RegisterAsync();
        await RecordAsync(Completed(await ClaimNewStepAsync(pod)));
        await RecordAsync(Failed(await ClaimNewStepAsync(pod)));
        await ClaimNewStepAsync(pod);
        await SubmitAsync(2);
        await SubmitAsync(NewStep(Sleep) with { Priority = 9 });
        await SubmitAsync(NewStep(Sleep) with { Delay = TimeSpan.FromHours(1) });

        var counts = await Store.Reading.CountAsync(Token);

        Assert.Equal(
            new Dictionary<StepStatus, long>
            {
                [StepStatus.Completed] = 1,
                [StepStatus.Failed] = 1,
                [StepStatus.Claimed] = 1,
                [StepStatus.Pending] = 3,
                [StepStatus.Scheduled] = 1,
            },
            counts.ByStatus);
        Assert.Equal(new Dictionary<int, long> { [0] = 2, [9] = 1 }, counts.WaitingByPriority);
        Assert.Equal(
            [
                new TypeCount(Echo, StepStatus.Pending, 2),
                new TypeCount(Echo, StepStatus.Claimed, 1),
                new TypeCount(Sleep, StepStatus.Scheduled, 1),
                new TypeCount(Sleep, StepStatus.Pending, 1),
            ],
            counts.OpenByType.OrderBy(static count => count.TaskType.Value).ThenBy(static count => count.Status));
    }

    [Fact]
    public async Task An_empty_store_counts_nothing_and_answers()
    {
        var counts = await Store.Reading.CountAsync(Token);
        await Store.Reading.PingAsync(Token);

        Assert.Empty(counts.ByStatus);
        Assert.Empty(counts.WaitingByPriority);
        Assert.Empty(counts.OpenByType);
        Assert.Empty(await Store.Reading.ListPodsAsync(Token));
    }

    private Task<IReadOnlyList<Step>> SearchAsync(StepQuery query) => Store.Reading.SearchStepsAsync(query, Token);

    private async Task<IEnumerable<StepId>> SearchIdsAsync(StepQuery query) =>
        (await SearchAsync(query)).Select(static step => step.StepId);
}
