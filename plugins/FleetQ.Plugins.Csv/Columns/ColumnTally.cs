using System.IO.Hashing;
using System.Text.Unicode;
using FleetQ.Plugins.Csv.Sketches;

namespace FleetQ.Plugins.Csv.Columns;

/// <summary>What is known of one column so far. Its memory does not grow with the file.</summary>
internal sealed class ColumnTally(string name)
{
    private readonly DistinctCounter distinct = new();
    private readonly FrequentValues frequent = new();
    private readonly RangeOfTexts texts = new();
    private NumberTally? numbers = new();
    private RangeOfInstants? instants = new();
    private ColumnKinds kinds = ColumnKinds.Any;
    private long count;
    private long nulls;
    private long invalidUtf8;

    public void Add(ReadOnlySpan<byte> field)
    {
        var trimmed = field.Trim(" \t"u8);
        if (FieldSyntax.IsNull(trimmed))
        {
            nulls++;
            return;
        }

        count++;
        invalidUtf8 += Utf8.IsValid(field) ? 0 : 1;
        var hash = XxHash3.HashToUInt64(field);
        distinct.Add(hash);
        frequent.Add(hash, field);
        texts.Add(field);
        if (kinds != ColumnKinds.Text)
        {
            Narrow(trimmed);
        }
    }

    public ColumnProfile ToProfile(int top)
    {
        var counted = count > 0 ? numbers : null;
        var (min, max) = RangeOf();
        return new(
            name,
            TypeOf(),
            count,
            nulls,
            distinct.Count,
            distinct.IsExact,
            min,
            max,
            counted?.Mean,
            counted?.Stddev,
            counted?.ToQuantiles(),
            frequent.Top(top),
            invalidUtf8);
    }

    private void Narrow(ReadOnlySpan<byte> field)
    {
        if (kinds.HasFlag(ColumnKinds.Number))
        {
            NarrowNumber(field);
        }

        if (kinds.HasFlag(ColumnKinds.DateTime))
        {
            NarrowInstant(field);
        }

        if (kinds.HasFlag(ColumnKinds.Boolean) && !FieldSyntax.IsBoolean(field))
        {
            kinds &= ~ColumnKinds.Boolean;
        }
    }

    private void NarrowNumber(ReadOnlySpan<byte> field)
    {
        if (kinds.HasFlag(ColumnKinds.Integer) && FieldSyntax.TryReadInteger(field, out var integer))
        {
            numbers!.AddInteger(integer);
            return;
        }

        kinds &= ~ColumnKinds.Integer;
        if (FieldSyntax.TryReadNumber(field, out var number))
        {
            numbers!.Add(number);
            return;
        }

        kinds &= ~ColumnKinds.Number;
        numbers = null;
    }

    private void NarrowInstant(ReadOnlySpan<byte> field)
    {
        if (FieldSyntax.TryReadDate(field, out var instant))
        {
            instants!.Add(instant, field);
            return;
        }

        kinds &= ~ColumnKinds.Date;
        if (FieldSyntax.TryReadDateTime(field, out instant))
        {
            instants!.Add(instant, field);
            return;
        }

        kinds &= ~ColumnKinds.DateTime;
        instants = null;
    }

    private string TypeOf() => kinds switch
    {
        _ when count == 0 => "empty",
        var k when k.HasFlag(ColumnKinds.Integer) => "integer",
        var k when k.HasFlag(ColumnKinds.Number) => "number",
        var k when k.HasFlag(ColumnKinds.Date) => "date",
        var k when k.HasFlag(ColumnKinds.DateTime) => "datetime",
        var k when k.HasFlag(ColumnKinds.Boolean) => "boolean",
        _ => "text",
    };

    private (object? Min, object? Max) RangeOf() => TypeOf() switch
    {
        "empty" => (null, null),
        "integer" => (numbers!.IntegerRange.Min, numbers.IntegerRange.Max),
        "number" => (numbers!.Min, numbers.Max),
        "date" or "datetime" => (instants!.Min, instants.Max),
        _ => (texts.Min, texts.Max),
    };
}
