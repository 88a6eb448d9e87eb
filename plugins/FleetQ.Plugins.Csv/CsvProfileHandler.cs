using FleetQ.Sdk;

namespace FleetQ.Plugins.Csv;

/// <summary>Says what is in the columns of a CSV file of any size, in one pass and bounded memory.</summary>
[StepHandler("csv.profile")]
public sealed class CsvProfileHandler(CsvFolder folder) : IStepHandler<CsvProfileArgs, CsvProfile>
{
    /// <inheritdoc/>
    public async Task<StepResult<CsvProfile>> HandleAsync(
        CsvProfileArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(context);
        var (request, problem) = CsvProfileRequest.From(args, folder);
        if (request is null)
        {
            return StepResult.Fail(problem!);
        }

        try
        {
            return await ProfileAsync(request, context, cancellationToken).ConfigureAwait(false);
        }
        catch (CsvFileException unreadable)
        {
            return StepResult.Fail(unreadable.Message);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return StepResult.Fail($"There is no file '{request.Path}' on this pod.");
        }
        catch (UnauthorizedAccessException)
        {
            return StepResult.Fail($"'{request.Path}' is a folder, or this pod may not read it.");
        }
        catch (IOException fault)
        {
            return StepResult.RetryAfter(null, $"Reading '{request.Path}' failed: {fault.Message}");
        }
    }

    private static async Task<StepResult<CsvProfile>> ProfileAsync(
        CsvProfileRequest request, StepContext context, CancellationToken cancellationToken)
    {
        // The parser has its own buffer.
        var file = new FileStream(
            request.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await using (file.ConfigureAwait(false))
        {
            if (!file.CanSeek)
            {
                return StepResult.Fail($"'{request.Path}' is a device or a pipe; only a file can be profiled.");
            }

            return await FileProfiler
                .RunAsync(file, request, fraction => context.ReportProgress(fraction), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
