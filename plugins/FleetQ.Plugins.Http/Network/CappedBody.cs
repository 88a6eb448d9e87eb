using System.Text;

namespace FleetQ.Plugins.Http.Network;

/// <summary>The start of a response's body.</summary>
/// <param name="Text">A text, or Base64 of what is not text.</param>
/// <param name="IsBase64">Which of the two.</param>
/// <param name="IsTruncated">Whether there was more.</param>
internal sealed record CappedBody(string Text, bool IsBase64, bool IsTruncated)
{
    public const int BytesMax = 256 * 1024;

    // A result may have 1 MiB, in which JSON spells a character with up to six: leave room for the headers.
    private const int JsonCharsMax = 768 * 1024;

    public static async Task<CappedBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[BytesMax + 1];
            var length = await stream
                .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return From(buffer.AsSpan(0, Math.Min(length, BytesMax)), content, length > BytesMax);
        }
    }

    private static CappedBody From(ReadOnlySpan<byte> bytes, HttpContent content, bool isTruncated)
    {
        if (FindText(bytes, content.Headers.ContentType?.CharSet) is not { } text)
        {
            return new(Convert.ToBase64String(bytes), IsBase64: true, isTruncated);
        }

        var length = FittingLength(text);
        return new(text[..length], IsBase64: false, isTruncated || length < text.Length);
    }

    private static string? FindText(ReadOnlySpan<byte> bytes, string? charset)
    {
        try
        {
            var encoding = Encoding.GetEncoding(
                charset?.Trim('"') ?? "utf-8", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            var chars = new char[encoding.GetMaxCharCount(bytes.Length)];
            // Without a flush, a character that the cap cut in two is left out and not an error.
            var length = encoding.GetDecoder().GetChars(bytes, chars, flush: false);
            var text = chars.AsSpan(0, length).TrimStart('\uFEFF');
            return text.Contains('\0') ? null : text.ToString();
        }
        catch (ArgumentException)
        {
            // Not text in its own encoding (DecoderFallbackException), or an encoding that .NET does not know.
            return null;
        }
    }

    private static int FittingLength(string text)
    {
        var room = JsonCharsMax;
        for (var i = 0; i < text.Length; i++)
        {
            room -= char.IsAsciiLetterOrDigit(text[i]) || text[i] == ' ' ? 1 : 6;
            if (room < 0)
            {
                return char.IsLowSurrogate(text[i]) ? i - 1 : i;
            }
        }

        return text.Length;
    }
}
