using System.Text.Json;
using FleetQ.Cli.Output;
using FleetQ.Client;
using Spectre.Console;

namespace FleetQ.Cli.Verbs;

/// <summary>Submits a file, one step a line, in batches that are committed whole.</summary>
internal sealed class FileSubmit(VerbCall call, StepWaiter? waiter)
{
    private const int BatchSize = 1_000;
    private const string FromInput = "-";

    public async Task<int> RunAsync(string path, CancellationToken cancellationToken)
    {
        using var client = call.NewClient();
        var ids = new List<string>();
        var repeated = 0;
        await foreach (var batch in ReadAsync(path, cancellationToken).Chunk(BatchSize))
        {
            var answer = await client.SubmitAllAsync(batch, cancellationToken);
            ids.AddRange(answer.Steps.Select(static step => step.StepId));
            repeated += answer.Steps.Count(static step => step.Deduplicated);
            foreach (var warning in answer.Warnings)
            {
                call.Display.Note(warning);
            }
        }

        if (waiter is null)
        {
            call.Display.Show(new FileAnswer(ids.Count, repeated, ids), Draw);
            return ExitCodes.Done;
        }

        var steps = await waiter.WaitForAllAsync(client, ids, cancellationToken);
        call.Display.Show(steps, Draw);
        return steps.Select(static step => StepWaiter.CodeOf(step.Status)).DefaultIfEmpty(ExitCodes.Done).Max();
    }

    private static void Draw(FileAnswer answer, IAnsiConsole console) => console.MarkupLineInterpolated(
        $"{answer.Submitted} steps submitted, {answer.Deduplicated} of them before.");

    private static void Draw(IReadOnlyList<StepDetails> steps, IAnsiConsole console)
    {
        var table = Tables.New("status", "steps");
        foreach (var group in steps.GroupBy(static step => step.Status).OrderBy(static group => group.Key))
        {
            table.Add(group.Key.ToWord(), Tables.Of(group.Count()));
        }

        console.Write(table);
        foreach (var step in steps.Where(static step => step.Status is not StepStatus.Completed))
        {
            console.MarkupLineInterpolated($"{step.StepId}  {step.Status.ToWord()}  {step.Error}");
        }
    }

    private async IAsyncEnumerable<StepSubmission> ReadAsync(
        string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var file = path == FromInput ? null : new StreamReader(path);
        var reader = file ?? call.Surroundings.Terminal.Input;
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number);
            }
        }
    }

    private static StepSubmission Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<StepSubmission>(line, CliJson.Options)
                ?? throw new UsageException($"Line {number} is no step.");
        }
        catch (JsonException failure)
        {
            throw new UsageException(
                $"Line {number} is no step ({failure.Message.TrimEnd('.')}); it looks like "
                + "{\"type\":\"echo\",\"args\":{}}. The batches before it are submitted.");
        }
    }

    private sealed record FileAnswer(int Submitted, int Deduplicated, IReadOnlyList<string> StepIds);
}
