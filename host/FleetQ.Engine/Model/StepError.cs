namespace FleetQ.Engine.Model;

/// <summary>Why an attempt failed, as plain text; nothing of it is ever turned back into code.</summary>
/// <param name="Message">At most <see cref="MessageLengthMax"/> characters.</param>
/// <param name="Type">The exception's type name, or a word of FleetQ such as <c>timeout</c>; null when unknown.</param>
/// <param name="Stack">Where it was thrown; null when unknown. At most <see cref="StackLengthMax"/> characters.</param>
public sealed record StepError(string Message, string? Type = null, string? Stack = null)
{
    /// <summary>The longest message that is kept, in characters; longer ones are cut and marked.</summary>
    public const int MessageLengthMax = 2_048;

    /// <summary>The longest stack that is kept, in characters; longer ones are cut and marked.</summary>
    public const int StackLengthMax = 8_192;

    private const int TypeLengthMax = 256;
    private const string CutMark = " … (cut)";

    /// <summary>Makes an error whose texts fit their limits and hold nothing that a store or a log cannot.</summary>
    public static StepError Of(string message, string? type = null, string? stack = null) =>
        new(
            Clean(message, MessageLengthMax),
            type is null ? null : Clean(type, TypeLengthMax),
            stack is null ? null : Clean(stack, StackLengthMax));

    private static string Clean(string text, int lengthMax)
    {
        var cut = text.Length <= lengthMax ? text : string.Concat(text.AsSpan(0, lengthMax - CutMark.Length), CutMark);
        return string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = IsStorable(source, i) ? source[i] : '\uFFFD';
            }
        });
    }

    private static bool IsStorable(string text, int index)
    {
        var c = text[index];
        if (char.IsHighSurrogate(c))
        {
            return index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        }

        if (char.IsLowSurrogate(c))
        {
            return index > 0 && char.IsHighSurrogate(text[index - 1]);
        }

        return c is '\n' or '\r' or '\t' || !char.IsControl(c);
    }
}
