using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Manifest;

/// <summary>What passes the check can be read: the schema is held against the reader itself.</summary>
public sealed class SchemaPromiseTests
{
    // As host/FleetQ.PluginHost/Running/StepJson.cs reads arguments.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    // The same declaration as the type below.
    private static readonly WrittenManifest Manifest = WrittenManifest.OfArguments("""
        public sealed record Args(
            string Name, int Count, double? Ratio, Guid Id, DateTimeOffset? At, DayOfWeek Day, byte[]? Blob,
            TimeSpan? Pause,
            IReadOnlyList<Line>? Lines, Dictionary<string, long>? Sums, char? Letter);
        public sealed record Line(decimal Price, bool IsPaid = false);
        """);

    private static readonly string[] Values =
    [
        "null", "true", "0", "1", "-1", "1.0", "1e2", "300", "2147483648", "9223372036854775808", "1e400",
        "\"\"", "\"a\"",
        "\"ab\"", "\"1\"", "\"2030-01-31\"", "\"2030-01-31T12:00:00Z\"", "\"0b8f0711-814e-4b40-a73c-27ac58b7e42b\"",
        """[{"price":1e400}]""",
        "\"00:00:01\"", "\"25:00:00\"", "\"1.02:03:04.5\"", "\"YQ==\"", "\"Monday\"", "[]", "[null]", "[1]", "{}",
        """{"a":1}""", """{"a":"1"}""", """[{"price":1}]""", """[{"price":"1"}]""", """[{"price":1,"is_paid":null}]""",
    ];

    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["name"] = "\"a\"",
        ["count"] = "1",
        ["ratio"] = "0.5",
        ["id"] = "\"0b8f0711-814e-4b40-a73c-27ac58b7e42b\"",
        ["at"] = "null",
        ["day"] = "1",
        ["blob"] = "\"YQ==\"",
        ["pause"] = "\"00:00:01\"",
        ["lines"] = """[{"price":1.5,"is_paid":true}]""",
        ["sums"] = """{"a":1}""",
        ["letter"] = "\"a\"",
    };

    [Fact]
    public void What_passes_can_be_read()
    {
        var (passed, refused) = (0, 0);
        foreach (var name in Good.Keys)
        {
            foreach (var value in Values)
            {
                var text = TextWith(name, value);
                if (Manifest.Check(text).Count > 0)
                {
                    refused++;
                    continue;
                }

                passed++;
                Assert.NotNull(JsonSerializer.Deserialize<Args>(text, Json));
            }
        }

        Assert.InRange(passed, 20, 300);
        Assert.InRange(refused, 150, 350);
    }

    [Fact]
    public void A_document_that_is_right_passes()
    {
        Assert.Empty(Manifest.Check(TextWith("name", "\"b\"")));
    }

    [Theory]
    [InlineData("lines", """[{"price":"1"}]""", ".lines[0].price", "must be a number, not a string.")]
    [InlineData("lines", """[{}]""", ".lines[0].price", "is required.")]
    [InlineData("count", "1.0", ".count", "must be a whole number, not a number with a fraction or an exponent.")]
    [InlineData("count", "2147483648", ".count", "must be from -2147483648 to 2147483647.")]
    [InlineData("name", "null", ".name", "must be a string, not null.")]
    [InlineData("ratio", "\"a\"", ".ratio", "must be a number or null, not a string.")]
    [InlineData("sums", """{"a":true}""", ".sums.a", "must be a whole number, not true.")]
    [InlineData("id", "\"a\"", ".id", "must be a UUID such as 0b8f0711-814e-4b40-a73c-27ac58b7e42b.")]
    public void A_fault_names_its_place(string name, string value, string path, string text)
    {
        var fault = Assert.Single(Manifest.Check(TextWith(name, value)));

        Assert.Equal((path, text), (fault.Path, fault.Text));
    }

    private static string TextWith(string name, string value) => "{" + string.Join(
        ",", Good.Select(pair => $"\"{pair.Key}\":{(pair.Key == name ? value : pair.Value)}")) + "}";

    internal sealed record Args(
        string Name,
        int Count,
        double? Ratio,
        Guid Id,
        DateTimeOffset? At,
        DayOfWeek Day,
        byte[]? Blob,
        TimeSpan? Pause,
        IReadOnlyList<Line>? Lines,
        Dictionary<string, long>? Sums,
        char? Letter);

    internal sealed record Line(decimal Price, bool IsPaid = false);
}
