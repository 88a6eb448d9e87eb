using System.CommandLine;
using System.Globalization;
using FleetQ.Cli.Output;
using FleetQ.Client;

namespace FleetQ.Cli.Verbs;

/// <summary>fleetq steps: searches.</summary>
internal static class StepsVerb
{
    private const int LimitDefault = 50;
    private const int PageSizeMax = 1_000;

    public static Command Make(VerbRunner runner)
    {
        var status = new Option<string?>("--status", "-s") { Description = "In this status." };
        status.AcceptOnlyFromAmong(
            [.. Enum.GetValues<StepStatus>().Skip(1).Select(static value => value.ToWord())]);
        var type = new Option<string?>("--type", "-t") { Description = "Of this task type." };
        var tenant = new Option<string?>("--tenant") { Description = "Of this tenant." };
        var tag = new Option<string?>("--tag") { Description = "With this tag." };
        var pod = new Option<string?>("--pod") { Description = "Held or ended by this pod." };
        var after = MakeInstant("--after", "Submitted then or later: an instant, or an age such as 90s, 15m, 2h, 7d.");
        var before = MakeInstant("--before", "Submitted before: an instant or an age.");
        var text = new Option<string?>("--text", "-q")
        {
            Description = "With this piece of text in the id, the payload, the metadata or the error.",
        };
        var limit = ListOptions.MakeLimit(LimitDefault);
        var command = new Command("steps", "Search steps, newest first.")
        {
            status, type, tenant, tag, pod, after, before, text, limit,
        };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var most = call.Get(limit);
            var now = call.Surroundings.Time.GetUtcNow();
            var search = new StepSearch
            {
                Status = call.Get(status) is { } word ? StepStatuses.Find(word) : null,
                TaskType = call.Get(type),
                Tenant = call.Get(tenant),
                Tag = call.Get(tag),
                Pod = call.Get(pod),
                CreatedAfter = InstantOf(call.Get(after), now),
                CreatedBefore = InstantOf(call.Get(before), now),
                Text = call.Get(text),
                PageSize = Math.Clamp(most, 1, PageSizeMax),
            };
            using var client = call.NewClient();
            var found = await client.SearchAsync(search, cancellationToken)
                .Take(most)
                .ToListAsync(cancellationToken);
            call.Display.Show(new StepList(found), static (list, console) => StepViews.Draw(list.Steps, console));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string?> MakeInstant(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "when" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Find(text, DateTimeOffset.UnixEpoch) is null)
            {
                result.AddError(
                    $"{name} must be an instant such as 2026-01-31T12:00:00Z, or an age such as 15m or 2h.");
            }
        });
        return option;
    }

    private static DateTimeOffset? InstantOf(string? text, DateTimeOffset now) => text is null ? null : Find(text, now);

    private static DateTimeOffset? Find(string text, DateTimeOffset now)
    {
        if (double.TryParse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture, out var number))
        {
            double? seconds = text[^1] switch
            {
                's' => number,
                'm' => number * 60,
                'h' => number * 3_600,
                'd' => number * 86_400,
                _ => null,
            };
            if (seconds is { } age and >= 0 and < 86_400 * 36_500d)
            {
                return now - TimeSpan.FromSeconds(age);
            }
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var instant) ? instant : null;
    }
}
