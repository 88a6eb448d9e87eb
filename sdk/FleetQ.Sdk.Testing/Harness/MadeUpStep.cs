namespace FleetQ.Sdk.Testing.Harness;

/// <summary>One attempt of a step that is in no store.</summary>
internal sealed record MadeUpStep(
    string StepId,
    string Tenant,
    int Attempt,
    long Epoch,
    int MaxRetries,
    string Arguments,
    string Metadata,
    Action<double?, string?> OnProgress);
