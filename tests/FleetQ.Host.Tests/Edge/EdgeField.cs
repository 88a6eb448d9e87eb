namespace FleetQ.Host.Tests.Edge;

/// <summary>A field of a body, as it is written: the value is JSON text, right or not.</summary>
/// <param name="Name">What the host reads it as.</param>
/// <param name="Value">The text of the value; {s} stands for the session, so that no two sessions meet.</param>
/// <param name="Fault">The status that this field alone earns; null where it is right.</param>
internal sealed record EdgeField(string Name, string Value, int? Fault = null)
{
    /// <summary>True where the first letter of the name is written as an escape, which changes nothing.</summary>
    public bool IsEscaped { get; init; }

    /// <summary>True where the field is sent and is not null.</summary>
    public bool IsGiven => Value != "null";

    /// <summary>The field in the body's text.</summary>
    public string ToText()
    {
        var name = IsEscaped ? $"\\u{(int)Name[0]:x4}{Name[1..]}" : Name;
        return $"\"{name}\":{Value}";
    }
}
