using System.Globalization;
using System.Text.Json;
using FleetQ.Engine.Model.Text;

namespace FleetQ.Host.Requests;

/// <summary>
/// Reads the fields of one JSON object by name and type, and adds an error for each that is not right.
/// </summary>
/// <remarks>A null counts as absent where the default is "none"; elsewhere it is an error.</remarks>
internal sealed class ObjectReader(JsonElement element, FieldErrors errors, string prefix)
{
    /// <summary>The name of a field in errors, from the body's root.</summary>
    public string PathOf(string name) => prefix + name;

    public void Refuse(string name, string error) => errors.Add(PathOf(name), error);

    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Adds an error for each field that is not one of the known.</summary>
    public void RefuseUnknown(IReadOnlyCollection<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (errors.IsFull)
            {
                return;
            }

            if (!known.Contains(property.Name))
            {
                var shown = property.Name.Length <= 64 ? property.Name : property.Name[..64];
                Refuse(shown, "is no field of this request." + NearestName.Ask(property.Name, known));
            }
        }
    }

    /// <summary>The value of a field, whatever it is; null when it is absent.</summary>
    public JsonElement? Find(string name) => element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>
    /// An object as it stands in the text; null when the field is absent or is something else, which is an error.
    /// </summary>
    public JsonElement? FindObject(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Object)
        {
            return value;
        }

        Refuse(name, $"must be an object, not {KindOf(value)}.");
        return null;
    }

    /// <summary>
    /// A string that a test accepts; null when the field is absent or null, or is not right, which is an error.
    /// </summary>
    public string? FindText(string name, Func<string, bool> isRight, string rule)
    {
        if (FindUnlessNull(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.String && value.GetString() is { } text && isRight(text))
        {
            return text;
        }

        Refuse(name, $"must be {rule}.");
        return null;
    }

    public int? FindWhole(string name, int min, int max)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min
            && number <= max)
        {
            return number;
        }

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}."));
        return null;
    }

    public bool? FindSwitch(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(name, "must be true or false.");
        return null;
    }

    /// <summary>A duration in seconds, kept to the millisecond.</summary>
    public TimeSpan? FindSeconds(string name, double min, double max)
    {
        if (FindUnlessNull(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= min
            && seconds <= max)
        {
            return TimeSpan.FromMilliseconds(Math.Round(seconds * 1_000));
        }

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"must be a number of seconds from {min} to {max}."));
        return null;
    }

    /// <summary>An instant with a time zone, kept to the millisecond.</summary>
    public DateTimeOffset? FindInstant(string name, DateTimeOffset min, DateTimeOffset max)
    {
        if (FindUnlessNull(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.String && InstantText.Read(value.GetString()!) is { } instant)
        {
            if (instant >= min && instant <= max)
            {
                return instant;
            }

            Refuse(
                name,
                string.Create(CultureInfo.InvariantCulture, $"must lie from {min:yyyy-MM-dd} to {max:yyyy-MM-dd}."));
            return null;
        }

        Refuse(name, $"must be {InstantText.Rule}.");
        return null;
    }

    /// <summary>The value of a field whose default is none; null when it is absent or null.</summary>
    public JsonElement? FindUnlessNull(string name) =>
        Find(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Undefined => throw new InvalidOperationException("A field that was found has a kind."),
        _ => throw new InvalidOperationException($"Unknown {nameof(JsonValueKind)} {value.ValueKind}."),
    };
}
