using FleetQ.Host.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FleetQ.Host.Endpoints;

/// <summary>Describes the HTTP interface as OpenAPI.</summary>
internal static class ReferenceDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, context, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "FleetQ",
                Version = "1",
                Description = HostIdentity.Description
                    + " Errors are application/problem+json, with all that is wrong by field. Times are UTC.",
            };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            Correct(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    }

    // What a converter writes cannot be seen in its type.
    private static void Correct(OpenApiSchema schema, Type type)
    {
        if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }

        if (type == typeof(RawJson))
        {
            schema.Type = null;
            schema.Properties?.Clear();
            schema.Required?.Clear();
            schema.Description ??= "Any JSON, byte for byte as it was sent.";
        }
    }
}
