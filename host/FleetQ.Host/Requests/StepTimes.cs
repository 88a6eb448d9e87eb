namespace FleetQ.Host.Requests;

/// <summary>When a step may start, and until when.</summary>
internal sealed record StepTimes(
    TimeSpan? Delay, DateTimeOffset? NotBefore, TimeSpan? TimeToLive, DateTimeOffset? ExpiresAt)
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Reads the four fields. Times gone by are allowed: a submit that is repeated late is still the same submit.
    /// </summary>
    /// <param name="fields">The step's fields.</param>
    /// <param name="now">Only limits how far ahead a time may lie; the store's clock decides what is due.</param>
    public static StepTimes Read(ObjectReader fields, DateTimeOffset now)
    {
        var latest = now + StepFields.AheadMax;
        var times = new StepTimes(
            fields.FindSeconds(StepFields.DelaySeconds, 0, StepFields.AheadMax.TotalSeconds),
            fields.FindInstant(StepFields.NotBefore, Earliest, latest),
            fields.FindSeconds(StepFields.TtlSeconds, 0.001, StepFields.AheadMax.TotalSeconds),
            fields.FindInstant(StepFields.ExpiresAt, Earliest, latest));
        if (times.Delay is not null && times.NotBefore is not null)
        {
            fields.Refuse(StepFields.DelaySeconds, "stands beside not_before; send one of the two.");
        }

        if (times.TimeToLive is not null && times.ExpiresAt is not null)
        {
            fields.Refuse(StepFields.TtlSeconds, "stands beside expires_at; send one of the two.");
        }

        if (times.TimeToLive <= times.Delay)
        {
            fields.Refuse(StepFields.TtlSeconds, "must be longer than delay_seconds, or the step can never start.");
        }

        if (times.ExpiresAt <= times.NotBefore)
        {
            fields.Refuse(StepFields.ExpiresAt, "must be after not_before, or the step can never start.");
        }

        return times;
    }
}
