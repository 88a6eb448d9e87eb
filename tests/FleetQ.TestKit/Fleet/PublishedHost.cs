namespace FleetQ.TestKit.Fleet;

/// <summary>The published folder that the build puts beside a test program (tests/PublishedHost.targets).</summary>
public static class PublishedHost
{
    /// <summary>Where it is.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "test-host");

    /// <summary>The sample plugins.</summary>
    public static string Plugins => Path.Combine(Folder, "plugins");

    /// <summary>The host's executable.</summary>
    /// <exception cref="FileNotFoundException">The build did not publish it.</exception>
    public static string GetExecutable()
    {
        var path = Path.Combine(Folder, "FleetQ.Host");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"There is no {path}: import tests/PublishedHost.targets into the project and build it.", path);
    }
}
