using System.IO.Compression;
using System.Xml.Linq;

namespace FleetQ.Kit.Tests.Support;

/// <summary>The packages that the build puts beside this program (tests/Packages.targets).</summary>
internal static class Packages
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "packages");

    public static Package Open(string id) => new(ZipFile.OpenRead(FileOf(id, "nupkg")));

    public static Package OpenSymbols(string id) => new(ZipFile.OpenRead(FileOf(id, "snupkg")));

    // FleetQ.Sdk and FleetQ.Sdk.Testing begin alike: after the id comes the version's first digit.
    private static string FileOf(string id, string ending) =>
        Directory.GetFiles(Folder, $"{id}.*.{ending}")
            .Single(path => char.IsDigit(Path.GetFileName(path)[id.Length + 1]));
}

/// <summary>An opened package.</summary>
internal sealed class Package(ZipArchive archive) : IDisposable
{
    private static readonly string[] Wrapping = ["_rels/", "package/", "[Content_Types].xml"];

    /// <summary>Its files, without those that every package has.</summary>
    public IReadOnlyList<string> Files { get; } =
    [
        .. archive.Entries.Select(static entry => entry.FullName)
            .Where(static name => !Array.Exists(Wrapping, part => name.StartsWith(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    public XElement Manifest
    {
        get
        {
            var file = Files.Single(static name => name.EndsWith(".nuspec", StringComparison.Ordinal));
            using var stream = archive.GetEntry(file)!.Open();
            return XDocument.Load(stream).Root!.Elements().Single();
        }
    }

    public IReadOnlyList<string> Dependencies =>
    [
        .. Manifest.Descendants().Where(static element => element.Name.LocalName == "dependency")
            .Select(static element => element.Attribute("id")!.Value)
            .Order(StringComparer.Ordinal),
    ];

    public byte[] Read(string file)
    {
        using var stream = archive.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public string? Find(string element) =>
        Manifest.Elements().FirstOrDefault(found => found.Name.LocalName == element)?.Value;

    public void Dispose() => archive.Dispose();
}
