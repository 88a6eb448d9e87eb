using System.Globalization;
using FleetQ.Plugins.Csv.Columns;

namespace FleetQ.Plugins.Tests.Csv;

/// <summary>Alone, because it reads the size of the whole heap.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_rows()
    {
        ColumnTally[] columns = [new("integer"), new("number"), new("text"), new("few")];
        AddRows(columns, 0, 50_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        AddRows(columns, 50_000, 500_000);

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(growth, long.MinValue, 256 * 1024);
        Assert.Equal([500_000, 500_000, 500_000, 500_000], columns.Select(column => column.ToProfile(0).Count));
    }

    private static void AddRows(ColumnTally[] columns, int from, int to)
    {
        Span<byte> text = stackalloc byte[64];
        for (var row = from; row < to; row++)
        {
            row.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
            columns[0].Add(text[..length]);
            columns[3].Add(text[..1]);
            (row * 1.25).TryFormat(text, out length, provider: CultureInfo.InvariantCulture);
            columns[1].Add(text[..length]);
            text[0] = (byte)'t';
            columns[2].Add(text[..length]);
        }
    }
}
