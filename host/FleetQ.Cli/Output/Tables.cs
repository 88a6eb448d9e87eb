using System.Globalization;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Output;

/// <summary>Tables as people read them.</summary>
internal static class Tables
{
    /// <summary>A table without frames: its lines can be cut and searched.</summary>
    public static Table New(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.ToUpperInvariant(), new Style(decoration: Decoration.Dim)))
            {
                NoWrap = true,
                Padding = new Padding(0, 0, 2, 0),
            });
        }

        return table;
    }

    /// <summary>Adds a row of plain texts, which may hold anything.</summary>
    public static void Add(this Table table, params ReadOnlySpan<string?> cells)
    {
        var row = new List<Text>(cells.Length);
        foreach (var cell in cells)
        {
            row.Add(new Text(OneLine(cell)));
        }

        table.AddRow(row);
    }

    /// <summary>A point in time, in the zone of the person.</summary>
    public static string Of(DateTimeOffset? instant) =>
        instant?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A duration in its largest units.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 1_000 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} d"),
    };

    /// <summary>A number.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The colour of a status.</summary>
    public static Color ColorOf(StepStatus status) => status switch
    {
        StepStatus.Completed => Color.Green,
        StepStatus.Failed or StepStatus.Expired => Color.Red,
        StepStatus.Cancelled => Color.Grey,
        StepStatus.Claimed => Color.Blue,
        StepStatus.Pending or StepStatus.Scheduled or StepStatus.Blocked or StepStatus.Unknown => Color.Yellow,
        _ => Color.Default,
    };

    private static string OneLine(string? text) => (text ?? "").ReplaceLineEndings(" ");
}
