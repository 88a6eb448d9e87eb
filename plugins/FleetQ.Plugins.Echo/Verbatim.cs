using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetQ.Plugins.Echo;

/// <summary>JSON that is written byte for byte as it was read: its white space, escapes and digits are kept.</summary>
/// <param name="Json">The JSON as it came.</param>
[JsonConverter(typeof(VerbatimConverter))]
public sealed record Verbatim(JsonElement Json);
