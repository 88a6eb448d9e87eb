using System.Text.Json.Serialization;

namespace FleetQ.Chaos.Handlers;

/// <summary>What a step of the chaos harness does.</summary>
/// <param name="File">Where it writes that it started and ended; outside the store.</param>
/// <param name="Milliseconds">How long it takes.</param>
/// <param name="Way">How it ends.</param>
public sealed record ChaosArgs(string File, int Milliseconds, ChaosWay Way);

/// <summary>How a step ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChaosWay>))]
public enum ChaosWay
{
    /// <summary>It completes.</summary>
    Completes,

    /// <summary>Its first two attempts throw.</summary>
    FailsTwice,

    /// <summary>Every attempt throws.</summary>
    Fails,

    /// <summary>It does not heed its token.</summary>
    IgnoresToken,

    /// <summary>It takes its process along.</summary>
    KillsItsProcess,

    /// <summary>It takes memory until there is none.</summary>
    EatsMemory,
}

/// <summary>What a completed step tells.</summary>
/// <param name="Epoch">The epoch of the claim that completed it.</param>
public sealed record ChaosResult(long Epoch);
