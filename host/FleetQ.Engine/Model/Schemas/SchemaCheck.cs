using System.Globalization;
using System.Text.Json;
using FleetQ.Engine.Model.Text;

namespace FleetQ.Engine.Model.Schemas;

/// <summary>One check of one document. Stops at a number of faults or of looks that no honest document needs.</summary>
internal sealed class SchemaCheck(SchemaRule root, string? except)
{
    private const int FaultsMax = 100;
    private const int UnreadMax = 10;
    private const int LooksMax = 1_000_000;
    private const int DepthMax = 200;
    private const int WordsShown = 20;
    private const int NameShown = 64;

    private readonly List<SchemaFinding> faults = [];
    private readonly List<SchemaFinding> unread = [];
    private int looks;

    public SchemaFindings Findings => new(faults, unread);

    public void Run(JsonElement arguments) => Check(root, arguments, "", 0);

    private void Check(SchemaRule rule, JsonElement value, string path, int depth)
    {
        if (faults.Count >= FaultsMax || depth > DepthMax || ++looks > LooksMax)
        {
            return;
        }

        if (rule.IsNever)
        {
            faults.Add(new(path, "must be left out."));
            return;
        }

        if (rule.Target is { } target)
        {
            Check(target, value, path, depth + 1);
        }

        if (rule.AnyOf.Count > 0)
        {
            CheckAny(rule.AnyOf, value, path, depth);
        }

        if (!Fits(rule.Kinds, value))
        {
            faults.Add(new(path, $"must be {SchemaWords.OneOf(rule.Kinds)}, not {SchemaWords.Of(value)}."));
            return;
        }

        CheckValue(rule, value, path, depth);
    }

    private void CheckValue(SchemaRule rule, JsonElement value, string path, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(rule, value, path, depth);
                break;
            case JsonValueKind.Array:
                CheckArray(rule, value, path, depth);
                break;
            case JsonValueKind.String:
                CheckText(rule, value, path);
                break;
            case JsonValueKind.Number:
                CheckNumber(rule, value, path);
                break;
        }
    }

    // The branch that fits best is the one that was meant: its faults are told.
    private void CheckAny(IReadOnlyList<SchemaRule> branches, JsonElement value, string path, int depth)
    {
        List<SchemaFinding>? best = null;
        foreach (var branch in branches)
        {
            var (faultsBefore, unreadBefore) = (faults.Count, unread.Count);
            Check(branch, value, path, depth + 1);
            if (faults.Count == faultsBefore)
            {
                return;
            }

            var told = faults[faultsBefore..];
            faults.RemoveRange(faultsBefore, told.Count);
            unread.RemoveRange(unreadBefore, unread.Count - unreadBefore);
            best = best is null || told[0].Path.Length > best[0].Path.Length ? told : best;
        }

        faults.AddRange(best ?? []);
    }

    private void CheckObject(SchemaRule rule, JsonElement value, string path, int depth)
    {
        foreach (var name in rule.Required)
        {
            if (!value.TryGetProperty(name, out _))
            {
                faults.Add(new($"{path}.{name}", "is required."));
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            if (depth == 0 && property.Name == except)
            {
                continue;
            }

            var shown = property.Name.Length <= NameShown ? property.Name : property.Name[..NameShown];
            if (rule.Properties.TryGetValue(property.Name, out var known) || (known = rule.Others) is not null)
            {
                Check(known, property.Value, $"{path}.{shown}", depth + 1);
            }
            else if (rule.Properties.Count > 0 && unread.Count < UnreadMax)
            {
                unread.Add(new($"{path}.{shown}", NearestName.Ask(property.Name, rule.Properties.Keys)));
            }
        }
    }

    private void CheckArray(SchemaRule rule, JsonElement value, string path, int depth)
    {
        var length = value.GetArrayLength();
        if (length < rule.ItemsMin || length > rule.ItemsMax)
        {
            faults.Add(new(path, $"must have {SchemaWords.Range(rule.ItemsMin, rule.ItemsMax)} items, not {length}."));
        }

        if (rule.Items is not { } items)
        {
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(items, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), depth + 1);
        }
    }

    private void CheckText(SchemaRule rule, JsonElement value, string path)
    {
        var text = value.GetString()!;
        if (rule.Words is { } words && !words.Contains(text, StringComparer.Ordinal))
        {
            var shown = string.Join(", ", words.Take(WordsShown)) + (words.Count > WordsShown ? ", …" : "");
            faults.Add(new(path, $"must be one of {shown}.{NearestName.Ask(text, words)}"));
        }

        if (text.Length < rule.LengthMin || text.Length > rule.LengthMax)
        {
            var range = SchemaWords.Range(rule.LengthMin, rule.LengthMax);
            faults.Add(new(path, $"must have {range} characters, not {text.Length}."));
        }

        if (rule.Pattern?.IsMatch(text) == false)
        {
            faults.Add(new(path, $"must match {rule.Pattern}."));
        }

        if (rule.Format is { } format && !SchemaFormats.Fits(format, value))
        {
            faults.Add(new(path, $"must be {SchemaFormats.Describe(format)}."));
        }

        if (rule.IsBase64 && !value.TryGetBytesFromBase64(out _))
        {
            faults.Add(new(path, "must be bytes in base64."));
        }
    }

    private void CheckNumber(SchemaRule rule, JsonElement value, string path)
    {
        if (rule is { Minimum: null, Maximum: null })
        {
            return;
        }

        // Beyond a decimal's range only the sign matters: every bound lies within it.
        var isExact = value.TryGetDecimal(out var number);
        var isNegative = value.GetRawText().StartsWith('-');
        var isTooSmall = isExact ? number < rule.Minimum : isNegative && rule.Minimum is not null;
        var isTooLarge = isExact ? number > rule.Maximum : !isNegative && rule.Maximum is not null;
        if (isTooSmall || isTooLarge)
        {
            faults.Add(new(path, $"must be {SchemaWords.Range(rule.Minimum, rule.Maximum)}."));
        }
    }

    private static bool Fits(JsonKinds kinds, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => kinds.HasFlag(JsonKinds.Null),
        JsonValueKind.True or JsonValueKind.False => kinds.HasFlag(JsonKinds.Boolean),
        JsonValueKind.String => kinds.HasFlag(JsonKinds.String),
        JsonValueKind.Array => kinds.HasFlag(JsonKinds.Array),
        JsonValueKind.Object => kinds.HasFlag(JsonKinds.Object),
        JsonValueKind.Number => kinds.HasFlag(JsonKinds.Number)
            || (kinds.HasFlag(JsonKinds.Integer) && SchemaWords.IsWhole(value)),
        JsonValueKind.Undefined => throw new InvalidOperationException("A value of a document has a kind."),
        _ => throw new InvalidOperationException($"Unknown {nameof(JsonValueKind)} {value.ValueKind}."),
    };
}
