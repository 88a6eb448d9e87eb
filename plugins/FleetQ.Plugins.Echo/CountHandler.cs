using System.Text;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Echo;

/// <summary>Appends one line to a file for each attempt that runs, to count how often a step really ran.</summary>
[StepHandler("count")]
public sealed class CountHandler(CountFolder folder) : IStepHandler<CountArgs, CountResult>
{
    private const int KeyCharsMax = 4_096;

    /// <inheritdoc/>
    /// <exception cref="IOException">The line could not be written; the attempt is repeated.</exception>
    public Task<StepResult<CountResult>> HandleAsync(
        CountArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Task.FromResult(FindProblem(args) is { } problem
            ? StepResult.Fail(problem)
            : Append(args.File!, args.Key!));
    }

    private StepResult<CountResult> Append(string file, string key)
    {
        if (folder.Find(file) is not { } path)
        {
            return StepResult.Fail($"'file' is '{file}'; it must stay in the folder of the setting 'Root'.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            return StepResult.Fail($"'file' is '{file}'; its folder does not exist on this pod.");
        }

        AppendOnlyFile.Write(path, Encoding.UTF8.GetBytes(key + '\n'));
        return new CountResult(key);
    }

    private static string? FindProblem(CountArgs args) => args switch
    {
        { File: null or "" } => "'file' is missing: name the file to append to.",
        { Key: null or "" } => "'key' is missing: name the text to append.",
        { Key.Length: > KeyCharsMax } => $"'key' has {args.Key.Length} characters; it may have {KeyCharsMax} at most.",
        _ when args.Key.AsSpan().ContainsAny('\n', '\r') => "'key' holds a line break; it must be one line.",
        _ when args.File.Contains('\0', StringComparison.Ordinal) => "'file' holds a NUL; it must be a path.",
        _ => null,
    };
}

/// <summary>The arguments of <c>count</c>.</summary>
/// <param name="File">The file to append to; it is made when it is not there, its folder is not.</param>
/// <param name="Key">The line to append, without a line break.</param>
public sealed record CountArgs(string? File, string? Key);

/// <summary>The result of <c>count</c>.</summary>
/// <param name="Key">The line that was appended.</param>
public sealed record CountResult(string Key);
