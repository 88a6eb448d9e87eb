using System.Text;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Csv;

public sealed class CsvSyntaxTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", ",")]
    [InlineData("a;b\n1,5;2\n3,5;4\n", ";")]
    [InlineData("a\tb\n1\t2\n3\t4\n", "\t")]
    [InlineData("a|b\n1|2\n3|4\n", "|")]
    [InlineData("\"x, y\";b\n\"1, 2, 3\";2\n\"3, 4\";4\n", ";")]
    public async Task The_delimiter_is_found(string text, string delimiter)
    {
        var profile = await CsvFile.ProfileAsync(text);

        Assert.Equal(delimiter, profile.Delimiter);
        Assert.Equal((2, 2), (profile.Rows, profile.Columns.Count));
    }

    [Theory]
    [InlineData(";", ";")]
    [InlineData("tab", "\t")]
    [InlineData("\\t", "\t")]
    [InlineData("\t", "\t")]
    [InlineData("#", "#")]
    public async Task A_delimiter_that_is_given_wins(string given, string delimiter)
    {
        var profile = await CsvFile.ProfileAsync($"a,b{delimiter}c\n1,2{delimiter}3\n", new(null, Delimiter: given));

        Assert.Equal(["a,b", "c"], profile.Columns.Select(column => column.Name));
        Assert.Equal(delimiter, profile.Delimiter);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("\uFEFFa,b\n1,2\n\n\n3,4\n\n")]
    [InlineData("\"a\",\"b\"\r\n\"1\",\"2\"\r\n\"3\",\"4\"\r\n")]
    public async Task Line_breaks_a_byte_order_mark_quotes_and_empty_lines_make_no_difference(string text)
    {
        var profile = await CsvFile.ProfileAsync(text);

        Assert.Equal(2, profile.Rows);
        Assert.Equal(
            ["a integer 1 3", "b integer 2 4"],
            profile.Columns.Select(column => $"{column.Name} {column.Type} {column.Min} {column.Max}"));
    }

    [Fact]
    public async Task Quoted_fields_may_hold_line_breaks_delimiters_and_quotes()
    {
        var profile = await CsvFile.ProfileAsync("a,b\n\"one\ntwo\",\"x,y\"\n\"say \"\"hi\"\"\",z\n");

        Assert.Equal(2, profile.Rows);
        Assert.Equal(["one\ntwo", "say \"hi\""], profile.Columns[0].Top.Select(top => top.Value));
        Assert.Equal(["x,y", "z"], profile.Columns[1].Top.Select(top => top.Value));
    }

    [Fact]
    public async Task Without_a_header_columns_are_numbered()
    {
        var profile = await CsvFile.ProfileAsync("1,x\n2,y\n", new(null, HasHeader: false));

        Assert.Equal(2, profile.Rows);
        Assert.Equal(["column_1", "column_2"], profile.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task Header_names_may_repeat_or_be_absent()
    {
        var profile = await CsvFile.ProfileAsync("a,a,\n1,2,3\n");

        Assert.Equal(["a", "a", "column_3"], profile.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n\n", 0)]
    [InlineData("a,b\n", 2)]
    public async Task A_file_without_records_has_no_rows(string text, int columns)
    {
        var profile = await CsvFile.ProfileAsync(text);

        Assert.Equal((0, columns), (profile.Rows, profile.Columns.Count));
        Assert.All(profile.Columns, column => Assert.Equal("empty", column.Type));
    }

    [Theory]
    [InlineData("a,b\n1,2\n\"x\ny\",2\n1,2,3\n", 5, "the record that starts here has 3 fields; the first line has 2.")]
    [InlineData("a,b\n1\n", 2, "the record that starts here has 1 fields; the first line has 2.")]
    [InlineData("a,b\n1,2\n3,\"x\n4,5\n", 3, "a quote is opened here or below and never closed.")]
    public async Task A_broken_record_fails_for_good_and_its_line_is_named(string text, int line, string problem)
    {
        var end = await CsvFile.FailAsync(text);

        Assert.Equal((StepResultKind.Failed, $"Line {line} of 'data.csv': {problem}"), (end.Kind, end.Reason));
    }

    [Fact]
    public async Task A_record_that_never_ends_fails_before_memory_does()
    {
        var end = await CsvFile.FailAsync("a,b\n1,\"" + string.Concat(Enumerable.Repeat("0123456789,x\n", 3_000_000)));

        Assert.Equal(StepResultKind.Failed, end.Kind);
        Assert.Equal(
            "Line 2 of 'data.csv': the record that starts here is over 16 MiB; is a quote never closed?", end.Reason);
    }

    [Fact]
    public async Task A_file_of_too_many_columns_fails_for_good()
    {
        var end = await CsvFile.FailAsync(string.Join(',', Enumerable.Range(0, 501)) + "\n");

        Assert.Equal("Line 1 of 'data.csv': it has 501 fields; a file may have 500 columns at most.", end.Reason);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_counted_and_shown_as_replacement_characters()
    {
        var result = await CsvFile.RunAsync([.. "a,b\n"u8, 0xC3, 0x28, .. ",2\nok,3\n"u8]);

        var column = result.Value!.Columns[0];
        Assert.Equal((2, 1), (column.Count, column.InvalidUtf8));
        Assert.Contains(column.Top, top => top.Value == "\uFFFD(");
    }

    [Fact]
    public async Task A_file_in_utf16_with_its_mark_is_read()
    {
        var result = await CsvFile.RunAsync(
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("größe,b\n1,2\n")]);

        Assert.Equal(["größe", "b"], result.Value!.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task Huge_values_are_cut()
    {
        var huge = new string('ü', 100_000);

        var column = (await CsvFile.ProfileAsync($"a,b\n{huge},1\n{huge},2\n")).Columns[0];

        Assert.Equal(new string('ü', 64) + "…", column.Top.Single().Value);
        Assert.Equal(column.Top.Single().Value, column.Min);
        Assert.Equal(1, column.Distinct);
    }

    [Fact]
    public async Task A_wide_file_reports_fewer_values_a_column()
    {
        var row = string.Join(',', Enumerable.Range(0, 400)) + "\n";
        var rows = Enumerable.Range(0, 50).Select(i => string.Join(',', Enumerable.Repeat(i, 400)) + "\n");
        var text = row + string.Concat(rows);

        var profile = await CsvFile.ProfileAsync(text, new(null, Top: 100));

        Assert.All(profile.Columns, column => Assert.Equal(5, column.Top.Count));
    }
}
