namespace FleetQ.TestKit.Stores;

/// <summary>Finds the programs of an installed PostgreSQL, also where Debian keeps them away from the path.</summary>
public static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public static string? Find(string name) =>
        Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Folders()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            // A link would lead to a program that looks for its share beside it.
            if (File.Exists(Path.Combine(folder, "initdb")))
            {
                yield return folder;
            }
        }

        if (Directory.Exists(DebianFolder))
        {
            foreach (var version in Directory.EnumerateDirectories(DebianFolder).OrderDescending())
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }
}
