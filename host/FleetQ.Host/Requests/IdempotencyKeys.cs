using System.Globalization;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>The key that makes a repeated submit return the first step. It comes as a header or as a field.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    private static readonly string Rule = string.Create(
        CultureInfo.InvariantCulture,
        $"1 to {StepFields.IdempotencyKeyLengthMax} characters, none of them a control character");

    /// <summary>The key of a step; null when it has none or it is wrong.</summary>
    public static string? Read(ObjectReader fields, string? headerKey)
    {
        var key = fields.FindText(StepFields.IdempotencyKey, IsRight, Rule);
        if (headerKey is not null && key is not null && headerKey != key)
        {
            fields.Refuse(StepFields.IdempotencyKey, $"is not what the header {Header} says; send one of the two.");
        }

        return key ?? headerKey;
    }

    /// <summary>The key in a request's header; null without one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problem">What is wrong with the header; null when nothing is.</param>
    public static string? FindInHeader(HttpRequest request, out Problem? problem)
    {
        problem = null;
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        if (values.Count == 1 && values[0] is { } key && IsRight(key))
        {
            return key;
        }

        problem = Problem.Invalid(Header, $"must be one header with {Rule}.");
        return null;
    }

    private static bool IsRight(string key) => StepReader.IsPlain(key, StepFields.IdempotencyKeyLengthMax);
}
