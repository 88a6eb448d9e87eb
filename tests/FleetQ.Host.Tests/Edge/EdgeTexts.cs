namespace FleetQ.Host.Tests.Edge;

/// <summary>The changes that are made to the text and the bytes of a body.</summary>
internal static class EdgeTexts
{
    private static readonly Func<string, string>[] Idle =
    [
        static text => text + "\r\n\t ", static text => "\n " + text, static text => "\ufeff" + text,
        static text => text.Replace("\":", "\" :\t", StringComparison.Ordinal),
    ];

    private static readonly Func<string, string>[] Wrong =
    [
        static text => text + "x", static text => text + text, static text => text + ",", static text => $"[{text}]",
        static text => "/* no */" + text, static text => text + "// no", static text => text.TrimEnd('}') + ",}",
        static _ => "", static _ => " ", static _ => "null", static _ => "\"x\"", static _ => "1", static _ => "[]",
        static text => "\ufeff\ufeff" + text, static text => $"'{text}'", static text => "\v" + text,
        static text => text.Replace("{", "{\"\\u0000\":1,", StringComparison.Ordinal), static text => "a=1&" + text,
        static text => "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + text,
    ];

    private static readonly byte[][] Poison =
    [
        [0x00], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xFE, 0xFF],
    ];

    public static void Harmless(EdgeDraft draft, int pick)
    {
        draft.TextChanges.Add(Idle[pick % Idle.Length]);
        if (draft.TextChanges.Count > 1)
        {
            draft.Doubt();
        }
    }

    public static void Break(EdgeDraft draft, int pick)
    {
        draft.TextChanges.Add(Wrong[pick % Wrong.Length]);
        Earn(draft);
    }

    public static void Cut(EdgeDraft draft, int pick)
    {
        draft.TextChanges.Add(text => text.Length == 0 ? text : text[..(pick % text.Length)]);
        Earn(draft);
    }

    public static void BreakBytes(EdgeDraft draft, int pick)
    {
        var poison = Poison[pick % Poison.Length];
        draft.ByteChanges.Add(body =>
        {
            var place = pick % (body.Length + 1);
            return [.. body[..place], .. poison, .. body[place..]];
        });
        Earn(draft);
        if (draft.ByteChanges.Count > 1)
        {
            draft.Doubt();
        }
    }

    public static void TurnByte(EdgeDraft draft, int pick) =>
        Change(draft, body => body[pick % body.Length] ^= (byte)(1 << (pick / 11 % 8)));

    public static void SwapBytes(EdgeDraft draft, int pick) => Change(draft, body =>
    {
        var (left, right) = (pick % body.Length, pick / 3 % body.Length);
        (body[left], body[right]) = (body[right], body[left]);
    });

    public static void DropByte(EdgeDraft draft, int pick)
    {
        draft.ByteChanges.Add(body => body.Length == 0
            ? body
            : [.. body[..(pick % body.Length)], .. body[((pick % body.Length) + 1)..]]);
        draft.Doubt();
    }

    private static void Change(EdgeDraft draft, Action<byte[]> change)
    {
        draft.ByteChanges.Add(body =>
        {
            if (body.Length > 0)
            {
                change(body);
            }

            return body;
        });
        draft.Doubt();
    }

    // Two changes of a text can undo each other, and where a body may be absent an empty one is right.
    private static void Earn(EdgeDraft draft)
    {
        draft.Earn(400);
        if (draft.TextChanges.Count > 1 || !(draft.Kind.IsSubmit || draft.Kind.IsBatch))
        {
            draft.Doubt();
        }
    }
}
