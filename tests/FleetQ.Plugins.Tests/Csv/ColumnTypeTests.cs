namespace FleetQ.Plugins.Tests.Csv;

public sealed class ColumnTypeTests
{
    [Theory]
    [InlineData("1 2 -3 +4", "integer")]
    [InlineData("9223372036854775807 -9223372036854775808", "integer")]
    [InlineData("1 2.5", "number")]
    [InlineData("1e3 -.5 7.", "number")]
    [InlineData("1 99999999999999999999", "number")]
    [InlineData("1 x", "text")]
    [InlineData("x 1", "text")]
    [InlineData("1.5 2,5", "text")]
    [InlineData("1_000", "text")]
    [InlineData("Infinity 1", "text")]
    [InlineData("1e999", "text")]
    [InlineData("2024-02-29", "date")]
    [InlineData("2023-02-29", "text")]
    [InlineData("01/02/2024", "text")]
    [InlineData("2024-01-01 2024-01-02T10:11:12Z", "datetime")]
    [InlineData("2024-01-02T10:11", "datetime")]
    [InlineData("2024-01-02T10:11:12.123456+02:00", "datetime")]
    [InlineData("2024-01-01 7", "text")]
    [InlineData("true FALSE", "boolean")]
    [InlineData("true 1", "text")]
    [InlineData("null NULL NA N/A NaN", "empty")]
    [InlineData("null 5 NA", "integer")]
    public async Task The_type_fits_all_values(string values, string type)
    {
        var rows = values.Split(' ').Select(value => value + ";\n");

        var profile = await CsvFile.ProfileAsync("v;w\n" + string.Concat(rows));

        Assert.Equal(type, profile.Columns[0].Type);
        Assert.Equal("empty", profile.Columns[1].Type);
    }

    [Fact]
    public async Task A_time_of_day_may_follow_a_space()
    {
        var profile = await CsvFile.ProfileAsync("t,u\n2024-01-02 10:00:00,1\n2024-01-02 09:00:00 -05:00,1\n");

        var column = profile.Columns[0];

        Assert.Equal("datetime", column.Type);
        Assert.Equal("2024-01-02 10:00:00", column.Min);
        Assert.Equal("2024-01-02 09:00:00 -05:00", column.Max);
    }

    [Fact]
    public async Task Space_around_a_number_does_not_make_it_a_text()
    {
        var column = (await CsvFile.ProfileAsync("a,b\n 1 ,x\n2,x\n")).Columns[0];

        Assert.Equal(("integer", 1L, 2L), (column.Type, column.Min, column.Max));
    }

    [Fact]
    public async Task Empty_fields_and_words_for_nothing_are_nulls()
    {
        var column = (await CsvFile.ProfileAsync("a,b\n,1\n\"\",1\n  ,1\nNULL,1\nNA,1\n5,1\n")).Columns[0];

        Assert.Equal((1, 5, 1), (column.Count, column.Nulls, column.Distinct));
    }

    [Fact]
    public async Task Large_integers_keep_their_last_digit()
    {
        var column = (await CsvFile.ProfileAsync("a,b\n9007199254740993,1\n9223372036854775807,1\n")).Columns[0];

        Assert.Equal((9007199254740993L, 9223372036854775807L), (column.Min, column.Max));
    }

    [Fact]
    public async Task A_column_that_turns_out_to_be_text_has_no_statistics_of_numbers()
    {
        var column = (await CsvFile.ProfileAsync("a,b\n10,1\n9,1\nx,1\n")).Columns[0];

        Assert.Equal(("10", "x"), (column.Min, column.Max));
        Assert.Null(column.Mean);
        Assert.Null(column.Stddev);
        Assert.Null(column.Quantiles);
    }

    [Fact]
    public async Task One_number_has_a_mean_and_no_deviation()
    {
        var column = (await CsvFile.ProfileAsync("a,b\n4,1\n")).Columns[0];

        Assert.Equal(4, column.Mean);
        Assert.Null(column.Stddev);
        Assert.Equal(4, column.Quantiles!["p50"]);
    }

    [Fact]
    public async Task Numbers_whose_sums_overflow_still_give_a_result_in_json()
    {
        var profile = await CsvFile.ProfileAsync("a,b\n1e308,1\n-1e308,1\n1e308,1\n");

        Assert.Null(profile.Columns[0].Stddev);
        Assert.Contains("1E+308", HostJson.Write(profile), StringComparison.Ordinal);
    }
}
