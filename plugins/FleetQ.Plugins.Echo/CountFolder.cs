namespace FleetQ.Plugins.Echo;

/// <summary>Where steps of type <c>count</c> may write.</summary>
/// <param name="root">The folder that their files must stay in; null allows every path that the pod may write.</param>
public sealed class CountFolder(string? root)
{
    private readonly RootFolder folder = new(root);

    /// <summary>The full path of a file, or null when it leaves the folder.</summary>
    public string? Find(string file) => folder.Find(file);
}
