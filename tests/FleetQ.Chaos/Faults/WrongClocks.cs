using System.Globalization;

namespace FleetQ.Chaos.Faults;

/// <summary>Gives processes a wall clock that is wrong, by a library that is loaded before all others.</summary>
internal static class WrongClocks
{
    private const string Pattern = "libfaketime.so.1";
    private static readonly TimeSpan Most = TimeSpan.FromHours(2);

    // The library moves the clock that counts from the machine's start alike, which no difference tells of; but it must
    // not come before that start. Asked to leave it alone, it ends all timed waits at once.
    private static readonly TimeSpan MostBehind =
        TimeSpan.FromMilliseconds(Math.Min(Most.TotalMilliseconds, Environment.TickCount64 / 2.0));

    private static readonly string? Library = Find();

    /// <summary>Whether the library is there: libfaketime.</summary>
    public static bool CanBeMade => Library is not null;

    /// <summary>Draws how wrong: up to two hours, mostly less.</summary>
    public static TimeSpan Draw(Random chance)
    {
        var drawn = Math.Pow((2 * chance.NextDouble()) - 1, 3);
        return drawn * (drawn > 0 ? Most : MostBehind);
    }

    /// <summary>The variables of a process whose clock is so much ahead.</summary>
    public static IReadOnlyDictionary<string, string> Of(TimeSpan ahead) => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("There is no libfaketime here."),
        ["FAKETIME"] = ahead.TotalSeconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture) + "s",
        ["NO_FAKE_STAT"] = "1",
    };

    // Debian and its kin have it in a folder of the machine's architecture.
    private static string? Find() => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories("/usr/lib")
            .Prepend("/usr/lib")
            .Select(static folder => Path.Combine(folder, "faketime", Pattern))
            .FirstOrDefault(File.Exists)
        : null;
}
