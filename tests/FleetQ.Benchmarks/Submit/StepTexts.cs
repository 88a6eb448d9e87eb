namespace FleetQ.Benchmarks.Submit;

/// <summary>
/// The texts of the steps that are submitted. No pod has a handler for them, so they are only stored.
/// </summary>
internal static class StepTexts
{
    internal const string Payload = """{"number":1}""";

    internal const string One = $$"""{"type":"stored.only","args":{{Payload}}}""";

    /// <summary>Read and checked as the others, and refused for its last field: it never reaches the store.</summary>
    internal const string Refused = $$"""{"type":"stored.only","args":{{Payload}},"max_retries":101}""";

    internal static string Batch(int steps) =>
        $$"""{"steps":[{{string.Join(',', Enumerable.Repeat(One, steps))}}]}""";
}
