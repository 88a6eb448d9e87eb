using FleetQ.Engine.Model;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>Reads what a search asks for.</summary>
internal static class SearchQuery
{
    private const string Status = "status";
    private const string Type = "type";
    private const string Tenant = "tenant";
    private const string Tag = "tag";
    private const string Pod = "pod";
    private const string CreatedAfter = "created_after";
    private const string CreatedBefore = "created_before";
    private const string Text = "q";
    private const string Limit = "limit";
    private const string Cursor = "cursor";

    private const int LimitDefault = 50;
    private const int TextLengthMax = 256;

    private static readonly string StatusRule =
        "one of " + string.Join(", ", Enum.GetValues<StepStatus>().Select(static status => status.ToWord()));

    /// <summary>What a search of all steps takes, each with its meaning.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>
    {
        [Status] = "In this status: " + StatusRule + ".",
        [Type] = "Of this task type.",
        [Tenant] = "Of this tenant.",
        [Tag] = "With this tag.",
        [Pod] = "Held or ended by this pod.",
        [CreatedAfter] = "Submitted at this time or later; ISO 8601 with a zone.",
        [CreatedBefore] = "Submitted before this time; ISO 8601 with a zone.",
        [Text] = "With this piece of text in the id, the payload, the metadata or the error.",
        [Limit] = "How many, 1 to 1,000; 50 when not given.",
        [Cursor] = "The next_cursor of the page before.",
    };

    /// <summary>What a search of dead letters takes.</summary>
    public static IReadOnlyDictionary<string, string> ParametersOfDeadLetters { get; } =
        new[] { Type, Limit, Cursor }.ToDictionary(static name => name, static name => Parameters[name]);

    public static Checked<StepQuery> Read(IQueryCollection query)
    {
        var errors = new FieldErrors();
        var reader = new QueryReader(query, errors);
        reader.RefuseUnknown([.. Parameters.Keys]);
        var status = reader.FindText(Status, static text => StepStatuses.Find(text) is not null, StatusRule);
        var asked = ReadPage(reader) with
        {
            Status = status is null ? null : StepStatuses.Find(status),
            Tenant = FindPlain(reader, Tenant, StepFields.TenantLengthMax),
            Tag = FindPlain(reader, Tag, StepFields.TagLengthMax),
            Pod = FindPlain(reader, Pod, PodId.LengthMax) is { } pod ? new PodId(pod) : null,
            CreatedAfter = reader.FindInstant(CreatedAfter),
            CreatedBefore = reader.FindInstant(CreatedBefore),
            Text = FindPlain(reader, Text, TextLengthMax),
        };
        return errors.Any ? errors.ToProblem() : asked;
    }

    /// <summary>Reads a search for steps that failed for good.</summary>
    public static Checked<StepQuery> ReadDeadLetters(IQueryCollection query)
    {
        var errors = new FieldErrors();
        var reader = new QueryReader(query, errors);
        reader.RefuseUnknown([.. ParametersOfDeadLetters.Keys]);
        var asked = ReadPage(reader) with { Status = StepStatus.Failed };
        return errors.Any ? errors.ToProblem() : asked;
    }

    private static StepQuery ReadPage(QueryReader reader)
    {
        var type = reader.FindText(Type, TaskType.IsValid, "a task type");
        var cursor = reader.FindText(
            Cursor, static text => PageCursor.Read(text) is not null, "the next_cursor of the page before");
        return new StepQuery
        {
            TaskType = type is null ? null : new TaskType(type),
            Limit = reader.FindWhole(Limit, 1, StepQuery.LimitMax) ?? LimitDefault,
            BeforeSequence = cursor is null ? null : PageCursor.Read(cursor),
        };
    }

    private static string? FindPlain(QueryReader reader, string name, int lengthMax) => reader.FindText(
        name, text =>
            StepReader.IsPlain(text, lengthMax), $"1 to {lengthMax} characters, none of them a control character");
}
