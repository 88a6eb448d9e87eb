using System.Collections.Concurrent;
using FleetQ.Engine.Model;

namespace FleetQ.Engine.Dispatching;

/// <summary>
/// How far a pod claims ahead of its places: by Little's law, as many steps as it starts during a round trip to the
/// store, so that it never idles for one; and none of a task type that runs for longer than that.
/// </summary>
/// <param name="capacity">How many places the pod has.</param>
/// <param name="time">The pod's clock.</param>
public sealed class Prefetch(int capacity, TimeProvider time)
{
    // What waits in a pod is out of reach for all others, and when the pod dies, its attempt is used up and it runs
    // alone next: a pod with few places shall not take many along.
    private const int StepsPerPlaceMax = 8;
    private const int StepsMax = 1_000;
    private const long PayloadCharsMax = 8 << 20;

    // One round trip's worth is started while the next claim is on its way, another while that one's steps are awaited.
    private const int RoundTripsAhead = 2;
    private const int PatienceRoundTrips = 4 * RoundTripsAhead;
    private const double Weight = 0.125;

    private readonly ConcurrentDictionary<TaskType, MeanRun> runs = new();
    private long started;
    private long windowStart = time.GetTimestamp();
    private bool isSteady;
    private int ahead;
    private double roundTripMs;

    /// <summary>The most steps that may wait for a place now. Any thread.</summary>
    public int Ahead => Volatile.Read(ref ahead);

    /// <summary>How long a step may wait in the pod: some round trips, and no less than a second.</summary>
    public TimeSpan Patience =>
        TimeSpan.FromMilliseconds(Math.Max(1_000, PatienceRoundTrips * Volatile.Read(ref roundTripMs)));

    /// <summary>Tells whether steps of this task type run shorter than a round trip to the store. Any thread.</summary>
    public bool IsWorthwhile(TaskType taskType) =>
        runs.TryGetValue(taskType, out var run) && run.Ms <= Volatile.Read(ref roundTripMs);

    /// <summary>Notes that a step was started. Any thread.</summary>
    public void OnStarted() => Interlocked.Increment(ref started);

    /// <summary>Notes how long an attempt ran. Any thread.</summary>
    public void OnRun(TaskType taskType, TimeSpan ran) =>
        runs.GetOrAdd(taskType, static _ => new MeanRun()).Add(ran.TotalMilliseconds);

    /// <summary>
    /// Claims nothing ahead until a claim shows again how many steps are started meanwhile. Any thread.
    /// </summary>
    public void Stop() => Volatile.Write(ref ahead, 0);

    /// <summary>Notes that a claim is sent. By the claim loop only.</summary>
    public void OnClaimSent()
    {
        if (!isSteady)
        {
            BeginWindow();
        }
    }

    /// <summary>Notes what a claim brought. By the claim loop only, before it starts the steps.</summary>
    /// <param name="claims">The steps.</param>
    /// <param name="roundTrip">How long the claim took.</param>
    /// <param name="isFull">Whether it brought as many as were asked for: more may be ready.</param>
    public void OnClaimed(IReadOnlyList<Claim> claims, TimeSpan roundTrip, bool isFull)
    {
        ArgumentNullException.ThrowIfNull(claims);
        Volatile.Write(ref roundTripMs, roundTrip.TotalMilliseconds);
        var window = time.GetElapsedTime(windowStart);
        var perRoundTrip = window > TimeSpan.Zero ? Interlocked.Read(ref started) * (roundTrip / window) : 0;
        Volatile.Write(ref ahead, isFull ? (int)Math.Min(RoundTripsAhead * perRoundTrip, MostOf(claims)) : 0);
        isSteady = isFull;
        BeginWindow();
    }

    private double MostOf(IReadOnlyList<Claim> claims)
    {
        var most = Math.Min(StepsMax, StepsPerPlaceMax * capacity);
        var chars = 0L;
        foreach (var claim in claims)
        {
            chars += claim.Payload.Length;
        }

        return chars == 0 ? most : Math.Min(most, PayloadCharsMax * (double)claims.Count / chars);
    }

    private void BeginWindow()
    {
        windowStart = time.GetTimestamp();
        Interlocked.Exchange(ref started, 0);
    }

    // Two threads that add at once may lose one of the two: the mean hardly changes.
    private sealed class MeanRun
    {
        private double ms = double.NaN;

        public double Ms => Volatile.Read(ref ms);

        public void Add(double runMs)
        {
            var before = Ms;
            Volatile.Write(ref ms, double.IsNaN(before) ? runMs : before + ((runMs - before) * Weight));
        }
    }
}
