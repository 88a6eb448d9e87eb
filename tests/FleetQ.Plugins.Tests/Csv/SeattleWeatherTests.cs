using FleetQ.Plugins.Csv;

namespace FleetQ.Plugins.Tests.Csv;

public sealed class SeattleWeatherTests
{
    private static readonly string SamplePath = RepositoryRoot.Find("samples/data/seattle-weather.csv");

    [Fact]
    public async Task The_sample_file_has_its_known_shape()
    {
        var profile = await ProfileAsync();

        Assert.Equal((1461, 48219, ","), (profile.Rows, profile.Bytes, profile.Delimiter));
        Assert.Equal(
            ["date date", "precipitation number", "temp_max number", "temp_min number", "wind number", "weather text"],
            profile.Columns.Select(column => $"{column.Name} {column.Type}"));
        Assert.All(profile.Columns, column => Assert.Equal((1461, 0), (column.Count, column.Nulls)));
        Assert.Equal([1461, 111, 67, 55, 79, 5], profile.Columns.Select(column => column.Distinct));
        Assert.All(profile.Columns, column => Assert.True(column.DistinctExact));
    }

    [Fact]
    public async Task The_sample_file_has_its_known_statistics()
    {
        var columns = (await ProfileAsync()).Columns.ToDictionary(column => column.Name);

        Assert.Equal(16.44, columns["temp_max"].Mean!.Value, 2);
        Assert.Equal(3.03, columns["precipitation"].Mean!.Value, 2);
        Assert.Equal(16.43908281998629, columns["temp_max"].Mean!.Value, 10);
        Assert.Equal(7.349758097360177, columns["temp_max"].Stddev!.Value, 10);
        Assert.Equal(3.0294318959616726, columns["precipitation"].Mean!.Value, 10);
        Assert.Equal(6.680194322314738, columns["precipitation"].Stddev!.Value, 10);
        Assert.Equal((-1.6, 35.6), (columns["temp_max"].Min, columns["temp_max"].Max));
        Assert.Equal(("2012-01-01", "2015-12-31"), (columns["date"].Min, columns["date"].Max));
        Assert.Equal(("drizzle", "sun"), (columns["weather"].Min, columns["weather"].Max));
        Assert.Null(columns["date"].Mean);
    }

    [Fact]
    public async Task The_sample_file_has_its_known_quantiles()
    {
        var columns = (await ProfileAsync()).Columns.ToDictionary(column => column.Name);

        Assert.Equal(
            [2.56, 6.1, 10.6, 15.6, 22.2, 28.9, 33.3],
            columns["temp_max"].Quantiles!.Values.Select(value => Math.Round(value, 6)));
        Assert.Equal(
            ["p01", "p05", "p25", "p50", "p75", "p95", "p99"],
            columns["temp_max"].Quantiles!.Keys);
    }

    [Fact]
    public async Task The_sample_file_has_its_known_frequent_values()
    {
        var weather = (await ProfileAsync()).Columns.Single(column => column.Name == "weather");

        Assert.Equal(
            [new("rain", 641, 0), new("sun", 640, 0), new("fog", 101, 0), new("drizzle", 53, 0), new("snow", 26, 0)],
            weather.Top);
    }

    [Fact]
    public async Task The_result_is_written_in_snake_case()
    {
        var json = HostJson.WriteElement(await ProfileAsync());

        var weather = json.GetProperty("columns")[1];
        Assert.Equal(1461, json.GetProperty("rows").GetInt64());
        Assert.Equal("precipitation", weather.GetProperty("name").GetString());
        Assert.Equal(0.0, weather.GetProperty("min").GetDouble());
        Assert.Equal(17.0, weather.GetProperty("quantiles").GetProperty("p95").GetDouble(), 6);
        Assert.Equal("0.0", weather.GetProperty("top")[0].GetProperty("value").GetString());
        Assert.True(weather.GetProperty("distinct_exact").GetBoolean());
    }

    private static async Task<CsvProfile> ProfileAsync()
    {
        var result = await new CsvProfileHandler(new(null)).HandleAsync(
            HostJson.Read<CsvProfileArgs>($$"""{"input_file":"{{SamplePath}}"}"""),
            new FakeStepContext(),
            TestContext.Current.CancellationToken);
        return result.Value!;
    }
}
