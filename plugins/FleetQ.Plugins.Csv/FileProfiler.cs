using System.Text;
using CsvHelper;
using FleetQ.Plugins.Csv.Columns;

namespace FleetQ.Plugins.Csv;

/// <summary>Reads a file once and tallies each column.</summary>
internal static class FileProfiler
{
    private const int ColumnsMax = 500;
    private const int RecordBytesMax = 16 * 1024 * 1024;
    private const int TopValuesMax = 2_000;
    private const int RecordsBetweenReports = 4_096;

    public static async Task<CsvProfile> RunAsync(
        Stream file, CsvProfileRequest request, Action<double> reportProgress, CancellationToken cancellationToken)
    {
        var bytes = file.Length;
        var unclosedQuote = false;
        var options = OptionsOf(
            request, reason => unclosedQuote |= reason == CsvMalformedReason.UnterminatedQuote);
        var reader = CsvReader.Create(file, options, true);
        await using (reader.ConfigureAwait(false))
        {
            ColumnTally[]? columns = null;
            var rows = 0L;
            while (await ReadAsync(reader, request, cancellationToken).ConfigureAwait(false))
            {
                if (unclosedQuote)
                {
                    throw new CsvFileException(
                        request.Path, reader.LineNumber, "a quote is opened here or below and never closed.");
                }

                if (columns is null)
                {
                    columns = ColumnsOf(reader, request);
                    if (request.HasHeader)
                    {
                        continue;
                    }
                }

                Tally(reader, columns, request);
                if (++rows % RecordsBetweenReports == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    reportProgress(bytes == 0 ? 1 : Math.Min(1, (double)reader.ByteOffset / bytes));
                }
            }

            reportProgress(1);
            return new(
                request.Path,
                rows,
                ProfilesOf(columns ?? [], request.Top),
                $"{request.Delimiter ?? reader.Separator}",
                bytes);
        }
    }

    // A wide file gets fewer values a column, so that the result stays well under its limit of 1 MiB.
    private static List<ColumnProfile> ProfilesOf(ColumnTally[] columns, int top) =>
        [.. columns.Select(column => column.ToProfile(Math.Min(top, TopValuesMax / columns.Length)))];

    private static CsvReaderOptions OptionsOf(
        CsvProfileRequest request, Action<CsvMalformedReason> onMalformed) => new()
        {
            Separator = request.Delimiter,
            // The header is read as a record, so that two columns may bear one name.
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = RecordBytesMax,
            OnMalformedRecord = malformed => onMalformed(malformed.Reason),
        };

    private static async ValueTask<bool> ReadAsync(
        CsvReader reader, CsvProfileRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CsvFormatException malformed)
        {
            throw new CsvFileException(
                request.Path,
                malformed.LineNumber,
                $"the record that starts here is over {RecordBytesMax >> 20} MiB; is a quote never closed?",
                malformed);
        }
    }

    private static ColumnTally[] ColumnsOf(CsvReader reader, CsvProfileRequest request)
    {
        if (reader.FieldCount > ColumnsMax)
        {
            throw new CsvFileException(
                request.Path,
                reader.LineNumber,
                $"it has {reader.FieldCount} fields; a file may have {ColumnsMax} columns at most.");
        }

        var columns = new ColumnTally[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = request.HasHeader ? Encoding.UTF8.GetString(reader.GetSpan(i)).Trim() : string.Empty;
            columns[i] = new(name.Length == 0 ? $"column_{i + 1}" : KeptText.Cut(name));
        }

        return columns;
    }

    private static void Tally(CsvReader reader, ColumnTally[] columns, CsvProfileRequest request)
    {
        if (reader.FieldCount != columns.Length)
        {
            throw new CsvFileException(
                request.Path,
                reader.LineNumber,
                $"the record that starts here has {reader.FieldCount} fields; the first line has {columns.Length}.");
        }

        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Add(reader.GetSpan(i));
        }
    }
}
