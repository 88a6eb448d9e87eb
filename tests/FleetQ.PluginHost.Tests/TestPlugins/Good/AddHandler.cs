using FleetQ.Sdk;

namespace Good;

/// <summary>What is added.</summary>
public sealed record AddArgs
{
    /// <summary>The first number.</summary>
    public required int FirstNumber { get; init; }

    /// <summary>Deeper numbers.</summary>
    public IReadOnlyList<AddPart> Parts { get; init; } = [];
}

/// <summary>A number of a list.</summary>
public sealed record AddPart(int Value);

/// <summary>A sum.</summary>
public sealed record AddResult(int SumTotal);

/// <summary>Adds numbers.</summary>
[StepHandler("good.add")]
public sealed class AddHandler : IStepHandler<AddArgs, AddResult>
{
    /// <inheritdoc/>
    public Task<StepResult<AddResult>> HandleAsync(
        AddArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        var sum = args.FirstNumber + args.Parts.Sum(part => part.Value);
        return Task.FromResult<StepResult<AddResult>>(new AddResult(sum));
    }
}
