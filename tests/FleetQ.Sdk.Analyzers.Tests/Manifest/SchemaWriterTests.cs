using System.Text.Json;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Manifest;

public sealed class SchemaWriterTests
{
    [Fact]
    public void Arguments_become_a_schema_with_names_descriptions_and_what_is_required()
    {
        var manifest = WrittenManifest.OfArguments("""
            /// <summary>What to <b>send</b>.</summary>
            /// <param name="Number">The invoice's number; see <paramref name="CopyTo"/>.</param>
            /// <param name="CopyTo">Who else gets it.</param>
            /// <param name="Cents">The sum.</param>
            public sealed record Args(
                string Number, string? CopyTo, [property: JsonPropertyName("sum")] long Cents = 0);
            """);

        AssertJson(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Args",
              "description": "What to send.",
              "type": "object",
              "properties": {
                "number": { "description": "The invoice's number; see copy_to.", "type": "string" },
                "copy_to": { "description": "Who else gets it.", "type": ["string", "null"] },
                "sum": {
                  "description": "The sum.", "type": "integer",
                  "minimum": -9223372036854775808, "maximum": 9223372036854775807
                }
              },
              "required": ["number"]
            }
            """,
            manifest.SchemaText());
    }

    [Theory]
    [InlineData("bool", """{"type":"boolean"}""")]
    [InlineData("byte", """{"type":"integer","minimum":0,"maximum":255}""")]
    [InlineData("int?", """{"type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}""")]
    [InlineData("double", """{"type":"number"}""")]
    [InlineData("float?", """{"type":["number","null"]}""")]
    [InlineData(
        "decimal",
        """
        {"type":"number","minimum":-79228162514264337593543950335,"maximum":79228162514264337593543950335}
        """)]
    [InlineData("char", """{"type":"string","minLength":1,"maxLength":1}""")]
    [InlineData("Guid", """{"type":"string","format":"uuid"}""")]
    [InlineData("DateTimeOffset?", """{"type":["string","null"],"format":"date-time"}""")]
    [InlineData("DateOnly", """{"type":"string","format":"date"}""")]
    [InlineData("Uri", """{"type":"string","format":"uri-reference"}""")]
    [InlineData("Version?", """{"type":["string","null"],"pattern":"^[0-9]+([.][0-9]+){1,3}$"}""")]
    [InlineData("byte[]", """{"type":"string","contentEncoding":"base64"}""")]
    [InlineData("JsonElement", "{}")]
    [InlineData("object", "{}")]
    [InlineData("string[]", """{"type":"array","items":{"type":"string"}}""")]
    [InlineData("IReadOnlyList<string?>?", """{"type":["array","null"],"items":{"type":["string","null"]}}""")]
    [InlineData("HashSet<bool>", """{"type":"array","items":{"type":"boolean"}}""")]
    [InlineData(
        "Dictionary<string, bool>", """{"type":"object","additionalProperties":{"type":"boolean"}}""")]
    [InlineData(
        "IReadOnlyDictionary<string, string?>?",
        """{"type":["object","null"],"additionalProperties":{"type":["string","null"]}}""")]
    [InlineData("DayOfWeek", """{"type":"integer","minimum":-2147483648,"maximum":2147483647}""")]
    [InlineData("Colour", """{"type":"string","enum":["Red","dark-blue"]}""")]
    [InlineData("Colour?", """{"type":["string","null"],"enum":["Red","dark-blue",null]}""")]
    [InlineData("Styles", """{"type":"string"}""")]
    [InlineData("Own", "{}")]
    public void A_members_type_becomes_its_schema(string type, string schema)
    {
        var manifest = WrittenManifest.OfArguments($$"""
            [JsonConverter(typeof(JsonStringEnumConverter))]
            public enum Colour { Red, [JsonStringEnumMemberName("dark-blue")] DarkBlue }
            [Flags, JsonConverter(typeof(JsonStringEnumConverter<Styles>))]
            public enum Styles { None = 0, Bold = 1 }
            [JsonConverter(typeof(OwnConverter))]
            public sealed class Own { }
            public sealed class OwnConverter : JsonConverter<Own>
            {
                public override Own Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new();
                public override void Write(Utf8JsonWriter writer, Own value, JsonSerializerOptions options) { }
            }
            public sealed record Args({{type}} Value);
            """);

        var value = manifest.Schema().GetProperty("properties").GetProperty("value");

        AssertJson(schema, value.GetRawText());
    }

    [Fact]
    public void Nested_types_are_told_once_and_may_hold_themselves()
    {
        var manifest = WrittenManifest.OfArguments("""
            public sealed record Args(Line First, Line? Second, IReadOnlyList<Line> Lines, Args? Before);
            public sealed record Line(decimal Price, IReadOnlyList<Line>? Parts = null);
            """);

        var schema = manifest.Schema();

        var properties = schema.GetProperty("properties");
        AssertJson("""{"$ref":"#/$defs/Line"}""", properties.GetProperty("first").GetRawText());
        AssertJson(
            """{"anyOf":[{"$ref":"#/$defs/Line"},{"type":"null"}]}""", properties.GetProperty("second").GetRawText());
        AssertJson("""{"anyOf":[{"$ref":"#"},{"type":"null"}]}""", properties.GetProperty("before").GetRawText());
        AssertJson(
            """
            {"Line":{"type":"object","properties":{
              "price":{"type":"number",
                "minimum":-79228162514264337593543950335,"maximum":79228162514264337593543950335},
              "parts":{"type":["array","null"],"items":{"$ref":"#/$defs/Line"}}},"required":["price"]}}
            """,
            schema.GetProperty("$defs").GetRawText());
    }

    [Fact]
    public void Members_that_are_not_read_are_left_out()
    {
        var manifest = WrittenManifest.OfArguments("""
            public class Before { public int Old { get; set; } }
            [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
            public sealed class Args : Before
            {
                public required string Name { get; init; }
                [JsonRequired] public int? Count { get; set; }
                public int Computed => 1;
                [JsonIgnore] public string Hidden { get; set; } = "";
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Shown { get; set; }
                [JsonInclude] internal bool Inside { get; set; }
                private string Secret { get; set; } = "";
                public static int Shared { get; set; }
            }
            """);

        var schema = manifest.Schema();

        Assert.Equal(
            ["count", "inside", "name", "old", "shown"],
            schema.GetProperty("properties").EnumerateObject()
                .Select(static one => one.Name).Order(StringComparer.Ordinal));
        AssertJson("""["name","count"]""", schema.GetProperty("required").GetRawText());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Data_annotations_become_limits()
    {
        var manifest = WrittenManifest.OfArguments("""
            public sealed class Args
            {
                [System.ComponentModel.DataAnnotations.Range(0, 100)]
                public int? Top { get; init; }
                [System.ComponentModel.DataAnnotations.StringLength(8, MinimumLength = 2)]
                [System.ComponentModel.Description("A code.")]
                public string? Code { get; init; }
                [System.ComponentModel.DataAnnotations.RegularExpression("[a-z]+")]
                public string? Word { get; init; }
                [System.ComponentModel.DataAnnotations.MaxLength(2)]
                public string[]? Few { get; init; }
            }
            """);

        AssertJson(
            """
            {
              "top": { "type": ["integer", "null"], "minimum": 0, "maximum": 100 },
              "code": { "description": "A code.", "type": ["string", "null"], "maxLength": 8, "minLength": 2 },
              "word": { "type": ["string", "null"], "pattern": "^(?:[a-z]+)$" },
              "few": { "type": ["array", "null"], "items": { "type": "string" }, "maxItems": 2 }
            }
            """,
            manifest.Schema().GetProperty("properties").GetRawText());
    }

    [Fact]
    public void Arguments_of_a_free_form_are_any_object()
    {
        AssertJson(
            """{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}""",
            WrittenManifest.OfArguments("", "JsonElement").SchemaText());
    }

    private static void AssertJson(string expected, string actual) => Assert.Equal(
        JsonSerializer.Serialize(JsonElement.Parse(expected)), JsonSerializer.Serialize(JsonElement.Parse(actual)));
}
