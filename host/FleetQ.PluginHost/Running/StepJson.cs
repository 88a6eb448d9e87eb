using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FleetQ.PluginHost.Running;

/// <summary>How one plugin's arguments are read and its results written.</summary>
internal sealed class StepJson
{
    /// <summary>The options, which the plugin may change until its set-up is over.</summary>
    /// <remarks>
    /// The resolver is the plugin's own: options that equal others share one cache of types, which would tie plugins
    /// to each other. The encoder escapes only what JSON asks for: results are served as JSON, never put into a page
    /// as they are.
    /// </remarks>
    public JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        AllowTrailingCommas = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>
    /// Whether arguments are still read as the SDK's source generator expects, so that its schemas hold.
    /// </summary>
    public bool IsAsGiven => Options is
    {
        PropertyNameCaseInsensitive: true,
        NumberHandling: JsonNumberHandling.Strict,
        UnmappedMemberHandling: JsonUnmappedMemberHandling.Skip,
        IncludeFields: false,
        RespectRequiredConstructorParameters: false,
        ReadCommentHandling: JsonCommentHandling.Disallow,
        Converters.Count: 0,
    } && Options.PropertyNamingPolicy == JsonNamingPolicy.SnakeCaseLower
        && Options.TypeInfoResolver is DefaultJsonTypeInfoResolver { Modifiers.Count: 0 };

    /// <summary>How a type is read and written.</summary>
    /// <exception cref="InvalidOperationException">
    /// The type is contradictory, two members with one name for instance.
    /// </exception>
    /// <exception cref="NotSupportedException">The type cannot be JSON.</exception>
    public JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
