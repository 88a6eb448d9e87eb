using System.Globalization;
using FleetQ.Engine.Model.Text;
using Microsoft.Extensions.Primitives;

namespace FleetQ.Host.Requests;

/// <summary>
/// Reads the parameters of an address by name and type, and adds an error for each that is not right.
/// </summary>
internal sealed class QueryReader(IQueryCollection query, FieldErrors errors)
{
    /// <summary>
    /// Adds an error for each parameter that is not one of the known: a misspelt filter must not show everything.
    /// </summary>
    public void RefuseUnknown(IReadOnlyCollection<string> known)
    {
        foreach (var name in query.Keys.Where(name => !known.Contains(name)))
        {
            var shown = name.Length <= 64 ? name : name[..64];
            errors.Add(shown, "is no parameter of this address." + NearestName.Ask(name, known));
        }
    }

    /// <summary>
    /// A text that a test accepts; null when the parameter is absent or empty, or is not right, which is an error.
    /// </summary>
    public string? FindText(string name, Func<string, bool> isRight, string rule)
    {
        if (!query.TryGetValue(name, out var values) || StringValues.IsNullOrEmpty(values))
        {
            return null;
        }

        if (values is [{ } text] && isRight(text))
        {
            return text;
        }

        errors.Add(name, $"must be {rule}.");
        return null;
    }

    public int? FindWhole(string name, int min, int max)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        var text = FindText(
            name, candidate => ReadWhole(candidate) is { } number && number >= min && number <= max, rule);
        return text is null ? null : ReadWhole(text);
    }

    public TimeSpan? FindSeconds(string name, double min, double max)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"a number of seconds from {min} to {max}");
        var text = FindText(
            name, candidate => ReadNumber(candidate) is { } number && number >= min && number <= max, rule);
        return text is null ? null : TimeSpan.FromSeconds(ReadNumber(text) ?? 0);
    }

    public DateTimeOffset? FindInstant(string name)
    {
        var text = FindText(name, static candidate => InstantText.Read(candidate) is not null, InstantText.Rule);
        return text is null ? null : InstantText.Read(text);
    }

    private static int? ReadWhole(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? ReadNumber(string text) =>
        double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
