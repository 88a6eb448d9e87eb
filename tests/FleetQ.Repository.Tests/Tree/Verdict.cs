namespace FleetQ.Repository.Tests.Tree;

/// <summary>Fails a test with all its findings at once.</summary>
internal static class Verdict
{
    public static void None(string rule, IEnumerable<string> findings)
    {
        var list = findings.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{rule}\n  {string.Join("\n  ", list)}");
    }
}
