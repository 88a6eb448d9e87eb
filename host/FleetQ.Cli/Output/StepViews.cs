using System.Text.Json;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Output;

/// <summary>Shows steps to people.</summary>
internal static class StepViews
{
    private const int ErrorLengthMax = 100;

    public static void Draw(StepDetails step, IAnsiConsole console)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Add(string name, string? value, Color? color = null)
        {
            if (!string.IsNullOrEmpty(value))
            {
                grid.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value, new Style(color)));
            }
        }

        Add("step", step.StepId);
        Add("status", step.Status.ToWord(), Tables.ColorOf(step.Status));
        Add("type", step.TaskType);
        Add("result", TextOf(step.Result));
        Add("error", step.Error);
        Add("progress", TextOf(step.Progress));
        Add("tenant", step.Tenant);
        Add("tags", string.Join(", ", step.Tags));
        Add("priority", step.Priority == 0 ? null : Tables.Of(step.Priority));
        Add("retries", $"{step.RetryCount} of {step.MaxRetries}");
        Add("created", Tables.Of(step.CreatedAt));
        Add("not before", Tables.Of(step.NotBefore));
        Add("expires", Tables.Of(step.ExpiresAt));
        Add("ended", Tables.Of(step.EndedAt));
        console.Write(grid);
        DrawAttempts(step, console);
    }

    public static void Draw(IReadOnlyList<StepSummary> steps, IAnsiConsole console)
    {
        var table = Tables.New("step", "status", "type", "pri", "retries", "created", "pod", "error");
        foreach (var step in steps)
        {
            table.AddRow(
                new Text(step.StepId),
                new Text(step.Status.ToWord(), new Style(Tables.ColorOf(step.Status))),
                new Text(step.TaskType),
                new Text(Tables.Of(step.Priority)),
                new Text($"{step.RetryCount}/{step.MaxRetries}"),
                new Text(Tables.Of(step.CreatedAt)),
                new Text(step.ClaimedBy ?? ""),
                new Text(Short(step.Error)));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"[dim]{steps.Count} steps[/]");
    }

    /// <summary>JSON as one line; null for none.</summary>
    public static string? TextOf(JsonElement? json) =>
        json is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : null;

    private static void DrawAttempts(StepDetails step, IAnsiConsole console)
    {
        if (step.Attempts.Count == 0)
        {
            return;
        }

        var table = Tables.New("attempt", "outcome", "pod", "plugin", "started", "took", "error");
        foreach (var attempt in step.Attempts)
        {
            table.Add(
                Tables.Of(attempt.Number),
                attempt.Outcome ?? "runs",
                attempt.Pod,
                $"{attempt.Plugin} {attempt.PluginVersion}".Trim(),
                Tables.Of(attempt.Started),
                attempt.Ended - attempt.Started is { } took ? Tables.Of(took) : "",
                Short(attempt.Error));
        }

        console.WriteLine();
        console.Write(table);
    }

    private static string Short(string? error)
    {
        var line = (error ?? "").ReplaceLineEndings(" ");
        return line.Length <= ErrorLengthMax ? line : line[..ErrorLengthMax] + "…";
    }
}
