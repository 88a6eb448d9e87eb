namespace FleetQ.Engine.Model.Text;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class NearestName
{
    private const int LengthMax = 64;

    /// <summary>The closest known name; null when none is close enough to be a likely slip.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LengthMax)
        {
            return null;
        }

        var nearest = known
            .Select(candidate => (Name: candidate, Distance: DistanceOf(name, candidate)))
            .OrderBy(static candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, name.Length / 3) ? nearest.Name : null;
    }

    /// <summary>A sentence that asks; empty when no name is close enough.</summary>
    public static string Ask(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    // The letters to add, drop, change or swap with the next (optimal string alignment), upper and lower case alike.
    private static int DistanceOf(string left, string right)
    {
        var beforePrevious = Array.Empty<int>();
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (IsSame(left[i - 1], right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(left[i - 1], right[j - 2]) && IsSame(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[^1];
    }

    private static bool IsSame(char left, char right) =>
        char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
