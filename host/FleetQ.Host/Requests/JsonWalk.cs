using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FleetQ.Host.Requests;

/// <summary>Looks at every name and value of a document once. Paths are made only where something is wrong.</summary>
internal sealed class JsonWalk(FieldErrors errors)
{
    private const int NameShownMax = 64;

    private readonly List<Place> path = [];

    public void Check(JsonElement element)
    {
        if (errors.IsFull)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(element);
                break;
            case JsonValueKind.Array:
                CheckArray(element);
                break;
            case JsonValueKind.String when JsonText.FindFault(JsonMarshal.GetRawUtf8Value(element)) is { } fault:
                errors.Add(PathText(), fault);
                break;
            case JsonValueKind.Number when JsonMarshal.GetRawUtf8Value(element).Length > JsonText.NumberLengthMax:
                errors.Add(PathText(), JsonText.NumberFault);
                break;
        }
    }

    private void CheckObject(JsonElement element)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (errors.IsFull)
            {
                return;
            }

            path.Add(new Place(property, null));
            if (JsonText.FindFault(JsonMarshal.GetRawUtf8PropertyName(property)) is { } fault)
            {
                errors.Add(PathText(), fault);
            }
            else if (!seen.Add(property.Name))
            {
                errors.Add(PathText(), "stands twice in the same object; send it once.");
            }

            Check(property.Value);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void CheckArray(JsonElement element)
    {
        var index = 0;
        foreach (var value in element.EnumerateArray())
        {
            path.Add(new Place(null, index++));
            Check(value);
            path.RemoveAt(path.Count - 1);
        }
    }

    private string PathText()
    {
        var text = new StringBuilder();
        foreach (var place in path)
        {
            if (place.Property is not { } property)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{place.Index}]");
                continue;
            }

            var name = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
            text.Append(text.Length > 0 ? "." : "").Append(name.Length <= NameShownMax ? name : name[..NameShownMax]);
        }

        return text.ToString();
    }

    private readonly record struct Place(JsonProperty? Property, int? Index);
}
