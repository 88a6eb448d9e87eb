namespace FleetQ.Chaos.Links;

/// <summary>What a link does to what passes over it.</summary>
internal enum LinkMode
{
    /// <summary>Passes all on.</summary>
    Forward,

    /// <summary>Closes at once who connects, and all that are connected.</summary>
    Refuse,

    /// <summary>Takes everything and passes nothing on, in either direction.</summary>
    BlackHole,

    /// <summary>Breaks with the next question, which does not arrive.</summary>
    CutBefore,

    /// <summary>Breaks with the next answer: what was asked is done, and who asked does not hear of it.</summary>
    CutAfter,

    /// <summary>Passes all on, late.</summary>
    Delay,

    /// <summary>Passes all on, a few kilobytes a second.</summary>
    Throttle,
}
