using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Model;

/// <summary>What can happen to one claimed step of a pod that has left.</summary>
public enum Move
{
    /// <summary>Another pod claims what is ready.</summary>
    Claim,

    /// <summary>The pod completes it after all.</summary>
    Complete,

    /// <summary>The pod asks for another attempt.</summary>
    Retry,

    /// <summary>The pod gives it back.</summary>
    Release,

    /// <summary>Recovery returns it.</summary>
    Return,

    /// <summary>An operator cancels it.</summary>
    Cancel,

    /// <summary>The pod comes back as a new incarnation, which returns it.</summary>
    Register,
}

internal static class Moves
{
    private static readonly PodIdentity Gone = new(new PodId("gone"), "i1");
    private static readonly PodIdentity Heir = new(new PodId("gone"), "i2");
    private static readonly PodIdentity Other = new(new PodId("other"), "i1");
    private static readonly TaskType Echo = new("echo");

    /// <summary>The step that all moves are about.</summary>
    public static StepId StepId { get; } = new("step");

    /// <summary>Each of them.</summary>
    public static TheoryData<Move> All { get; } = [.. Enum.GetValues<Move>()];

    /// <summary>What went before: the pod claimed the step and left, and another is there.</summary>
    public static IReadOnlyList<StoreCall> Before { get; } =
    [
        StoreCalls.Register(Gone, isNewProcess: true),
        StoreCalls.Register(Other, isNewProcess: true),
        StoreCalls.Submit(
            areAllOrNone: false,
            [new NewStep { StepId = StepId, IdIsChosen = true, TaskType = Echo, Payload = "{}", MaxRetries = 1 }]),
        StoreCalls.Claim(Gone, 1, [new TypeRoom(Echo, 1)]),
        StoreCalls.Leave(Gone),
    ];

    public static StoreCall ToCall(this Move move) => move switch
    {
        Move.Claim => StoreCalls.Claim(Other, 1, [new TypeRoom(Echo, 1)]),
        Move.Complete => StoreCalls.Record([OutcomeOf(OutcomeKind.Completed)]),
        Move.Retry => StoreCalls.Record([OutcomeOf(OutcomeKind.Retry)]),
        Move.Release => StoreCalls.Record([OutcomeOf(OutcomeKind.Released)]),
        Move.Return => StoreCalls.Return([new ClaimKey(StepId, 1)]),
        Move.Cancel => StoreCalls.Cancel(StepId, "why"),
        Move.Register => StoreCalls.Register(Heir, isNewProcess: true),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Unknown move."),
    };

    private static Outcome OutcomeOf(OutcomeKind kind) => new()
    {
        Key = new ClaimKey(StepId, 1),
        Kind = kind,
        Delay = TimeSpan.Zero,
        Error = kind is OutcomeKind.Retry ? new StepError("again") : null,
    };
}
