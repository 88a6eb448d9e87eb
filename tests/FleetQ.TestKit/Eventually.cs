using System.Runtime.CompilerServices;

namespace FleetQ.TestKit;

/// <summary>Waits for what other threads do. For what has no signal; a test never sleeps for a fixed time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks again and again, by the real clock, until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It was no until the deadline; names the condition.</exception>
    public static Task TrueAsync(
        Func<bool> condition,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string text = "") =>
        TrueAsync(() => Task.FromResult(condition()), deadline, cancellationToken, text);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan?, CancellationToken, string)"/>
    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(started) > (deadline ?? Patience))
            {
                throw new TimeoutException($"Still not true after {deadline ?? Patience}: {text}");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
