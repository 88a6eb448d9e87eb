using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FleetQ.Client.Json;

/// <summary>How arguments are written where the caller does not say it: as handlers read them by default.</summary>
internal static class ArgumentJson
{
    public const string ReflectsUntrimmed =
        "Arguments are written by reflection; a trimmed program passes their JsonTypeInfo.";

    public const string ReflectsDynamically =
        "Arguments are written by reflection; a native program passes their JsonTypeInfo.";

    private static JsonSerializerOptions? options;

    public static JsonSerializerOptions Options
    {
        [RequiresUnreferencedCode(ReflectsUntrimmed)]
        [RequiresDynamicCode(ReflectsDynamically)]
        get => options ??= Make();
    }

    [RequiresUnreferencedCode(ReflectsUntrimmed)]
    [RequiresDynamicCode(ReflectsDynamically)]
    private static JsonSerializerOptions Make() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
