using FleetQ.Host.Errors;
using Microsoft.Net.Http.Headers;

namespace FleetQ.Host.Requests;

/// <summary>Reads a request's body into memory, up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>
    /// The largest body with one step: 1 MiB of it is the step, the rest is room for the other fields and for white
    /// space.
    /// </summary>
    public const int SingleBytesMax = 2 * 1024 * 1024;

    /// <summary>The largest body with many steps.</summary>
    public const int BatchBytesMax = 64 * 1024 * 1024;

    private const int FirstBytes = 64 * 1024;
    private const int UnknownBytes = 4 * 1024;

    /// <summary>Reads the body, which must be there and be JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bytesMax">The limit.</param>
    /// <param name="tooLarge">The sentence for a body of so many bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Checked<byte[]>> ReadAsync(
        HttpRequest request, int bytesMax, Func<long, string> tooLarge, CancellationToken cancellationToken)
    {
        if (FindMediaTypeFault(request) is { } fault)
        {
            return Problem.WrongMediaType(fault);
        }

        if (request.ContentLength > bytesMax)
        {
            return Problem.TooLarge(tooLarge(request.ContentLength.Value));
        }

        try
        {
            return await ReadAllAsync(request, bytesMax, tooLarge, cancellationToken);
        }
        catch (IOException failure) when (failure is not BadHttpRequestException)
        {
            // The client left, or its chunks cannot be counted: nothing in here has failed.
            return Problem.Invalid("body", "ends or breaks off before it is whole; send it again.");
        }
    }

    private static async Task<Checked<byte[]>> ReadAllAsync(
        HttpRequest request, int bytesMax, Func<long, string> tooLarge, CancellationToken cancellationToken)
    {
        // A length is only a promise: memory is given for what has come, or a header alone would take the most of it.
        var buffer = new byte[Math.Min(request.ContentLength ?? UnknownBytes, FirstBytes) + 1];
        var count = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(count), cancellationToken);
            if (read == 0)
            {
                return buffer[..count];
            }

            count += read;
            if (count > bytesMax)
            {
                return Problem.TooLarge(tooLarge(count));
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, bytesMax + 1L));
            }
        }
    }

    /// <summary>Tells whether a request that may come without a body has one.</summary>
    public static bool HasBody(HttpRequest request) =>
        request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);

    private static string? FindMediaTypeFault(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return "The body must not be compressed; send it without Content-Encoding.";
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return "The body must be JSON; send it with Content-Type: application/json.";
        }

        var charset = type.Charset.Value?.Trim('"');
        return string.IsNullOrEmpty(charset) || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : "The body must be UTF-8; send it with Content-Type: application/json.";
    }
}
