using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>Reads the body of a submit with many steps: all of them are right, or none is taken.</summary>
internal static class BatchBody
{
    /// <summary>The most steps of one batch.</summary>
    public const int StepsMax = 10_000;

    private const string Steps = "steps";

    // The array and its object nest around each step.
    private const int DepthMax = StrictJson.DepthMax + 2;

    public static async Task<Checked<IReadOnlyList<NewStep>>> ReadAsync(
        HttpRequest request,
        SubmitDefaults defaults,
        ICollection<string> warnings,
        CancellationToken cancellationToken)
    {
        if (request.Headers.ContainsKey(IdempotencyKeys.Header))
        {
            return Problem.Invalid(
                IdempotencyKeys.Header, "names one step; in a batch, give each step its own idempotency_key.");
        }

        var body = await BodyReader.ReadAsync(request, BodyReader.BatchBytesMax, TooLarge, cancellationToken);
        if (body.IsRefused(out var problem, out var bytes))
        {
            return problem;
        }

        var traceParent = TraceParents.Find(request);
        var reader = new StepReader(defaults, warnings);
        return StrictJson.Read(bytes, DepthMax, root => Read(root, reader, traceParent));
    }

    private static Checked<IReadOnlyList<NewStep>> Read(JsonElement root, StepReader reader, string? traceParent)
    {
        var errors = new FieldErrors();
        new ObjectReader(root, errors, prefix: "").RefuseUnknown([Steps]);
        if (!root.TryGetProperty(Steps, out var array) || array.ValueKind is not JsonValueKind.Array
            || array.GetArrayLength() is < 1 or > StepsMax)
        {
            errors.Add(Steps, $"must be an array of 1 to {StepsMax} steps.");
            return errors.ToProblem();
        }

        var steps = ReadSteps(array, reader, errors, out var tooLarge);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        return errors.Any ? errors.ToProblem() : steps.ConvertAll(step => step with { TraceParent = traceParent });
    }

    private static List<NewStep> ReadSteps(
        JsonElement array, StepReader reader, FieldErrors errors, out Problem? tooLarge)
    {
        var steps = new List<NewStep>(array.GetArrayLength());
        var index = -1;
        foreach (var element in array.EnumerateArray())
        {
            var place = $"{Steps}[{++index}]";
            if (element.ValueKind is not JsonValueKind.Object)
            {
                errors.Add(place, "must be an object.");
                continue;
            }

            var read = reader.Read(element, headerKey: null, errors, place + ".");
            if (read.Bytes > StepFields.StepBytesMax)
            {
                tooLarge = Problem.TooLarge($"{place}: {SubmitBody.TooLarge(read.Bytes)}");
                return steps;
            }

            if (read.Step is { } step)
            {
                steps.Add(step);
            }
        }

        tooLarge = null;
        return steps;
    }

    private static string TooLarge(long bytes) =>
        $"Request body too large: {bytes} bytes (max: {BodyReader.BatchBytesMax}); send the steps in smaller batches.";
}
