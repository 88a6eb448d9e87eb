using System.Text;
using FleetQ.Engine.Model;

namespace FleetQ.TestKit.MemoryStore;

/// <summary>The sizes that the tables of the SQL stores check, as the last line behind the edge.</summary>
internal static class MemoryLimits
{
    private const int PayloadBytesMax = 2 * 1024 * 1024;
    private const int ResultBytesMax = 1_152 * 1024;

    /// <summary>Refuses all of a statement when it refuses one of its rows.</summary>
    public static void Check(IEnumerable<NewStep> steps) =>
        Check(steps.Select(static step => step.Payload), PayloadBytesMax);

    /// <summary>Refuses all of a statement when it refuses one of its rows.</summary>
    public static void Check(IEnumerable<Outcome> outcomes) =>
        Check(outcomes.Select(static outcome => outcome.Result ?? ""), ResultBytesMax);

    private static void Check(IEnumerable<string> texts, int bytesMax)
    {
        if (texts.Any(text => Encoding.UTF8.GetByteCount(text) > bytesMax))
        {
            throw new InvalidOperationException($"A text has more than {bytesMax} bytes.");
        }
    }
}
