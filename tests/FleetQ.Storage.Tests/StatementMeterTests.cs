using Microsoft.Extensions.Time.Testing;

namespace FleetQ.Storage.Tests;

public sealed class StatementMeterTests
{
    [Fact]
    public void Statements_are_counted_by_what_they_were_for_over_a_minute_and_an_hour()
    {
        var time = new FakeTimeProvider();
        var meter = new StatementMeter(time);

        meter.Count("submission/insert");
        meter.Count("submission/find");
        time.Advance(TimeSpan.FromMinutes(2));
        meter.Count("submission/insert");
        meter.Count("claiming/claim");
        var counts = meter.Read();
        time.Advance(TimeSpan.FromHours(1));
        var later = meter.Read();

        StatementCount[] expected = [new("claiming", 1, 1), new("submission", 1, 3)];
        Assert.Equal(expected, counts);
        Assert.All(later, static count => Assert.Equal((0, 0), (count.LastMinute, count.LastHour)));
    }

    [Fact]
    public async Task They_can_be_read_while_the_first_of_a_kind_is_counted()
    {
        for (var round = 0; round < 200; round++)
        {
            var meter = new StatementMeter(TimeProvider.System);
            var counting = Task.Run(
                () =>
                {
                    for (var i = 0; i < 100; i++)
                    {
                        meter.Count($"purpose {i}");
                    }
                },
                TestContext.Current.CancellationToken);

            while (!counting.IsCompleted)
            {
                Assert.InRange(meter.Read().Count, 0, 100);
            }

            await counting;
            Assert.Equal(100, meter.Read().Count);
        }
    }
}
