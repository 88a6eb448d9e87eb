using System.Globalization;
using System.Text;

namespace FleetQ.Sdk.Analyzers.Json;

/// <summary>Writes names as JsonNamingPolicy.SnakeCaseLower does, which a compiler cannot load.</summary>
internal static class SnakeCase
{
    private enum Last
    {
        Nothing,
        Upper,
        LowerOrDigit,
        Space,
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        var last = Last.Nothing;
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            switch (CharUnicodeInfo.GetUnicodeCategory(letter))
            {
                case UnicodeCategory.UppercaseLetter:
                    var startsWord = last is Last.LowerOrDigit or Last.Space
                        || (last is Last.Upper && i + 1 < name.Length && char.IsLower(name[i + 1]));
                    text.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(letter));
                    last = Last.Upper;
                    break;
                case UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber:
                    text.Append(last is Last.Space ? "_" : "").Append(letter);
                    last = Last.LowerOrDigit;
                    break;
                case UnicodeCategory.SpaceSeparator:
                    last = last is Last.Nothing ? Last.Nothing : Last.Space;
                    break;
                default:
                    text.Append(letter);
                    last = Last.Nothing;
                    break;
            }
        }

        return text.ToString();
    }
}
