using System.Security.Cryptography;
using FleetQ.Host.Security;
using Scalar.AspNetCore;

namespace FleetQ.Host.Endpoints;

/// <summary>Serves the reference of the HTTP interface. Nothing of it comes from another site.</summary>
internal static class ReferenceEndpoints
{
    public const string DocumentPath = "/openapi.json";

    private const string PagePath = "/docs";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapOpenApi(DocumentPath).AllowEverybody();
        app.MapScalarApiReference(PagePath, Configure).AllowEverybody();
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        options.Title = "FleetQ";
        options.OpenApiRoutePattern = DocumentPath;
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.HideClientButton = true;
        options.Nonce = nonce;
        options.Agent = new ScalarAgentOptions { Disabled = true };
        options.Mcp = new ScalarMcpOptions { Disabled = true };

        // The page's own scripts, and the styles that its components write; everything else only from here.
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' "
            + "data: blob:; "
            + "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    }
}
