using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>Reads the body of a submit with one step.</summary>
internal static class SubmitBody
{
    public static async Task<Checked<NewStep>> ReadAsync(
        HttpRequest request,
        SubmitDefaults defaults,
        ICollection<string> warnings,
        CancellationToken cancellationToken)
    {
        var headerKey = IdempotencyKeys.FindInHeader(request, out var keyProblem);
        if (keyProblem is not null)
        {
            return keyProblem;
        }

        var body = await BodyReader.ReadAsync(request, BodyReader.SingleBytesMax, TooLarge, cancellationToken);
        if (body.IsRefused(out var problem, out var bytes))
        {
            return problem;
        }

        var traceParent = TraceParents.Find(request);
        var reader = new StepReader(defaults, warnings);
        return StrictJson.Read(bytes, StrictJson.DepthMax, root => Read(root, reader, headerKey, traceParent));
    }

    private static Checked<NewStep> Read(
        JsonElement root, StepReader reader, string? headerKey, string? traceParent)
    {
        var errors = new FieldErrors();
        var read = reader.Read(root, headerKey, errors, prefix: "");
        if (read.Bytes > StepFields.StepBytesMax)
        {
            return Problem.TooLarge(TooLarge(read.Bytes));
        }

        return read.Step is { } step ? step with { TraceParent = traceParent } : errors.ToProblem();
    }

    /// <summary>The sentence for a step of so many bytes.</summary>
    public static string TooLarge(long bytes) =>
        $"Step payload too large: {bytes} bytes (max: {StepFields.StepBytesMax})";
}
