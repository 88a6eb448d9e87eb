using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FleetQ.Host.Requests;

/// <summary>Where a page ended, as text that clients pass back and do not read.</summary>
internal static class PageCursor
{
    public static string Write(long sequence) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(sequence.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The place in the order of submission; null when the text is no cursor.</summary>
    public static long? Read(string text)
    {
        if (text.Length > 64 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var digits = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        return long.TryParse(
            digits, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
    }
}
