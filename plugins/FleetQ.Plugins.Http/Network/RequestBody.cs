using System.Text;
using System.Text.Json;

namespace FleetQ.Plugins.Http.Network;

/// <summary>What a request sends: a text as it is, or any other JSON as JSON.</summary>
internal sealed record RequestBody(byte[] Bytes, string ContentType)
{
    public static RequestBody? From(JsonElement? body) => body switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } =>
            new(Encoding.UTF8.GetBytes(body.Value.GetString()!), "text/plain; charset=utf-8"),
        _ => new(Encoding.UTF8.GetBytes(body.Value.GetRawText()), "application/json"),
    };
}
