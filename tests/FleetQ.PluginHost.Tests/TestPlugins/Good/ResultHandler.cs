using FleetQ.Sdk;

namespace Good;

/// <summary>What to return.</summary>
public sealed record ResultArgs(string Kind, int Size);

/// <summary>A result that may hold itself.</summary>
public sealed class Node
{
    /// <summary>A text.</summary>
    public string Text { get; set; } = "";

    /// <summary>The next one.</summary>
    public Node? Next { get; set; }
}

/// <summary>Returns results of awkward kinds.</summary>
[StepHandler("good.result")]
public sealed class ResultHandler : IStepHandler<ResultArgs, Node?>
{
    /// <inheritdoc/>
    public Task<StepResult<Node?>> HandleAsync(
        ResultArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        var node = new Node { Text = new string('x', args.Size) };
        node.Next = args.Kind == "cycle" ? node : null;
        return Task.FromResult<StepResult<Node?>>(args.Kind == "none" ? null : node);
    }
}
