using System.Text.Json;

namespace FleetQ.Engine.Model.Schemas;

/// <summary>A JSON Schema (2020-12) of a task type's arguments. Immutable.</summary>
/// <remarks>
/// It understands what the SDK's source generator writes; any other keyword passes, as the standard asks for. A whole
/// number must be written as one (<c>1</c>, never <c>1.0</c>), because that is how handlers read it.
/// </remarks>
public sealed class ArgumentSchema
{
    private const int DefinitionDepthMax = 64;

    private readonly SchemaRule root;

    private ArgumentSchema(JsonElement json, SchemaRule root)
    {
        Json = json;
        this.root = root;
    }

    /// <summary>The schema as it was written.</summary>
    public JsonElement Json { get; }

    /// <summary>Reads a schema.</summary>
    /// <returns>Null when the text is no JSON, or a keyword has a value that it cannot have.</returns>
    public static ArgumentSchema? Find(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DefinitionDepthMax });
            var json = document.RootElement.Clone();
            return new ArgumentSchema(json, SchemaReader.Read(json));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException
            or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Checks arguments.</summary>
    /// <param name="arguments">What a submit sent.</param>
    /// <param name="except">A name at the top that is no argument; null for none.</param>
    public SchemaFindings Check(JsonElement arguments, string? except = null)
    {
        var check = new SchemaCheck(root, except);
        check.Run(arguments);
        return check.Findings;
    }
}
