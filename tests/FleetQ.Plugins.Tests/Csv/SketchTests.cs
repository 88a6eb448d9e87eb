using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using FleetQ.Plugins.Csv.Sketches;

namespace FleetQ.Plugins.Tests.Csv;

public sealed class SketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    public void Few_distinct_values_are_counted_exactly(int values)
    {
        var counter = CountOf(values);

        Assert.Equal((values, true), (counter.Count, counter.IsExact));
    }

    [Theory]
    [InlineData(4_097)]
    [InlineData(10_000)]
    [InlineData(40_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void Many_distinct_values_are_estimated_within_three_standard_errors(int values)
    {
        var counter = CountOf(values);

        Assert.False(counter.IsExact);
        Assert.InRange(counter.Count, values * (1 - 0.0244), values * (1 + 0.0244));
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("skewed")]
    [InlineData("rising")]
    [InlineData("falling")]
    public void Quantiles_of_a_long_stream_are_close_in_rank(string shape)
    {
        const int Count = 300_000;
        var random = new Random(7);
        double[] values =
        [
            .. Enumerable.Range(0, Count).Select(i => shape switch
            {
                "uniform" => random.NextDouble(),
                "skewed" => Math.Exp(3 * random.NextDouble() * random.NextDouble() * random.NextDouble() * 5),
                "rising" => i,
                _ => Count - i,
            }),
        ];

        var digest = DigestOf(values);

        Array.Sort(values);
        (double, double)[] bounds = [(0.001, 0.0005), (0.01, 0.002), (0.25, 0.01), (0.5, 0.01), (0.99, 0.002)];
        foreach (var (fraction, tolerance) in bounds)
        {
            var found = Array.BinarySearch(values, digest.ValueAt(fraction));
            var rank = (found < 0 ? ~found : found) / (double)Count;
            Assert.InRange(rank, fraction - tolerance, fraction + tolerance);
        }

        Assert.Equal((values[0], values[^1]), (digest.ValueAt(0), digest.ValueAt(1)));
    }

    [Fact]
    public void Quantiles_of_a_short_stream_are_exact()
    {
        var digest = DigestOf([.. Enumerable.Range(0, 4_096).Select(i => (double)(i * 31 % 4_096))]);

        Assert.Equal(2047.5, digest.ValueAt(0.5));
        Assert.Equal(40.95, digest.ValueAt(0.01), 9);
    }

    [Fact]
    public void A_long_stream_of_one_value_has_only_that_quantile()
    {
        var digest = DigestOf([.. Enumerable.Repeat(0.1, 50_000)]);

        Assert.All(new[] { 0, 0.01, 0.5, 0.99, 1 }, fraction => Assert.Equal(0.1, digest.ValueAt(fraction)));
    }

    [Fact]
    public void Moments_keep_their_digits_far_from_zero()
    {
        var moments = new RunningMoments();
        foreach (var value in new[] { 4d, 7, 13, 16 })
        {
            moments.Add(1e9 + value);
        }

        Assert.Equal(1e9 + 10, moments.Mean);
        Assert.Equal(Math.Sqrt(30), moments.SampleStandardDeviation, 9);
    }

    [Fact]
    public void Frequent_values_among_many_rare_ones_are_found_within_their_error()
    {
        var (sketch, random) = (new FrequentValues(), new Random(3));
        var truth = new Dictionary<string, long>();
        for (var i = 0; i < 200_000; i++)
        {
            var value = random.Next(4) == 0 ? $"often-{random.Next(5)}" : $"rare-{i}";
            truth[value] = truth.GetValueOrDefault(value) + 1;
            Add(sketch, value);
        }

        var top = sketch.Top(10);

        Assert.Equal(["often-0", "often-1", "often-2", "often-3", "often-4"], top.Select(value => value.Value).Order());
        Assert.All(top, value => Assert.InRange(truth[value.Value], value.Count - value.Error, value.Count));
        Assert.All(top, value => Assert.True(value.Error <= 200_000 / 4_096));
    }

    [Fact]
    public void Values_that_never_repeat_are_not_called_frequent()
    {
        var sketch = new FrequentValues();
        for (var i = 0; i < 100_000; i++)
        {
            Add(sketch, i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Empty(sketch.Top(10));
    }

    private static DistinctCounter CountOf(int values)
    {
        var counter = new DistinctCounter();
        for (var repeat = 0; repeat < 2; repeat++)
        {
            for (var i = 0; i < values; i++)
            {
                counter.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes([i])));
            }
        }

        return counter;
    }

    private static QuantileDigest DigestOf(double[] values)
    {
        var digest = new QuantileDigest();
        foreach (var value in values)
        {
            digest.Add(value);
        }

        return digest;
    }

    private static void Add(FrequentValues sketch, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        sketch.Add(XxHash3.HashToUInt64(bytes), bytes);
    }
}
