using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>
/// Reads a body that every engine and every client will read in the same way: no field twice, nothing after the end, no
/// character that a
/// store cannot keep, no depth or number that only an attack needs.
/// </summary>
internal static class StrictJson
{
    /// <summary>How deep a step may nest, the outer object counted.</summary>
    public const int DepthMax = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="depthMax">How deep it may nest.</param>
    /// <param name="read">Reads the object; it must keep nothing of it but copies.</param>
    public static Checked<T> Read<T>(ReadOnlyMemory<byte> body, int depthMax, Func<JsonElement, Checked<T>> read)
        where T : class
    {
        var text = body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        if (text.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return Problem.Invalid("body", "is empty; send a JSON object.");
        }

        if (!Utf8.IsValid(text.Span))
        {
            return Problem.Invalid("body", "is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = depthMax });
            return FindFaults(document.RootElement) is { } problem ? problem : read(document.RootElement);
        }
        catch (JsonException)
        {
            return Explain(text.Span, depthMax);
        }
    }

    private static Problem? FindFaults(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return Problem.Invalid("body", "must be a JSON object.");
        }

        var errors = new FieldErrors();
        new JsonWalk(errors).Check(root);
        return errors.Any ? errors.ToProblem() : null;
    }

    // Reads again, only to tell which of the two it was.
    private static Problem Explain(ReadOnlySpan<byte> text, int depthMax)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = text.Length + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= depthMax
                    && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return Problem.Invalid("body", $"nests deeper than {depthMax} levels.");
                }
            }
        }
        catch (JsonException fault)
        {
            var place = string.Create(
                CultureInfo.InvariantCulture, $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}");
            return Problem.Invalid("body", $"is not valid JSON; the first fault is at {place}.");
        }

        return Problem.Invalid("body", "is not valid JSON.");
    }
}
