using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>Collects what is wrong with a request, by field, so that a client sees all of it at once.</summary>
internal sealed class FieldErrors
{
    private const int ErrorsMax = 1_000;
    private const int FieldsToldInDetail = 3;

    private readonly Dictionary<string, List<string>> byField = new(StringComparer.Ordinal);
    private int count;

    public bool Any => byField.Count > 0;

    /// <summary>True when so much is wrong that more would not help.</summary>
    public bool IsFull => count >= ErrorsMax;

    /// <summary>Adds an error that reads on from the field's name, such as "must be an object".</summary>
    public void Add(string field, string error)
    {
        // Those of one field count too: a body can name the same field a million times.
        if (IsFull)
        {
            return;
        }

        count++;
        if (!byField.TryGetValue(field, out var errors))
        {
            byField[field] = errors = [];
        }

        if (!errors.Contains(error, StringComparer.Ordinal))
        {
            errors.Add(error);
        }
    }

    public Problem ToProblem()
    {
        var told = byField.Take(FieldsToldInDetail).Select(static field => $"{field.Key} {field.Value[0]}");
        var more = byField.Count > FieldsToldInDetail ? $" And {byField.Count - FieldsToldInDetail} more fields." : "";
        return Problem.Invalid(string.Join(' ', told) + more) with
        {
            Errors = byField.ToDictionary(
                static field => field.Key, static field => (IReadOnlyList<string>)field.Value, StringComparer.Ordinal),
        };
    }
}
