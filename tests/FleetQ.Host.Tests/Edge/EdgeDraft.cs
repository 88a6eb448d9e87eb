using System.Text;

namespace FleetQ.Host.Tests.Edge;

/// <summary>A request while it is changed: right at first, and after each change it knows what it earns.</summary>
internal sealed class EdgeDraft(EdgeKind kind, IReadOnlyList<EdgeObject> objects)
{
    private const int Invalid = 400;
    private const string KeyHeader = "Idempotency-Key";
    private const string KeyField = "idempotency_key";

    private readonly List<int> faults = [];

    /// <summary>What is asked for.</summary>
    public EdgeKind Kind { get; } = kind;

    /// <summary>The body's objects: one, or the steps of a batch.</summary>
    public IReadOnlyList<EdgeObject> Objects { get; } = objects;

    /// <summary>The method.</summary>
    public string Method { get; set; } = kind.Method;

    /// <summary>The path, with {s} for the session.</summary>
    public string Path { get; set; } = kind.Path;

    /// <summary>The headers, in order; a name may stand twice.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>The media type; null for none.</summary>
    public string? ContentType { get; set; } = "application/json";

    /// <summary>True where the body is sent in chunks, without its length.</summary>
    public bool IsChunked { get; set; }

    /// <summary>True where nobody knows whether it is right: then any answer but a fault of the host's is.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>What is done to the text of the body, in order.</summary>
    public List<Func<string, string>> TextChanges { get; } = [];

    /// <summary>What is done to the bytes of the body, in order.</summary>
    public List<Func<byte[], byte[]>> ByteChanges { get; } = [];

    /// <summary>Notes that a change earns a status.</summary>
    public void Earn(params ReadOnlySpan<int> statuses) => faults.AddRange(statuses);

    /// <summary>Notes that nobody knows what must come of it.</summary>
    public void Doubt() => IsUnknown = true;

    /// <summary>The request as it is sent.</summary>
    public EdgeRequest ToRequest()
    {
        var earned = faults
            .Concat(Objects.SelectMany(static one => one.ListFaults()))
            .Concat(HeaderFaults())
            .ToHashSet();
        var isWrong = earned.Count > 0;
        if (IsUnknown)
        {
            earned.UnionWith([400, 403, 404, 405, 409, 413, 415]);
        }

        if (IsUnknown || !isWrong)
        {
            earned.UnionWith(Kind.Rightly);
        }

        return new EdgeRequest(Method, Path, [.. Headers], ContentType, IsChunked, ToBytes(), earned, IsUnknown);
    }

    private IEnumerable<int> HeaderFaults()
    {
        // The client that sends it makes one header of two.
        var keys = Headers.Where(static header => header.Name == KeyHeader).Select(static header => header.Value)
            .ToList();
        var isWrong = keys.Count > 0 && (Kind.IsBatch
            ? true
            : Kind.IsSubmit && (string.Join(", ", keys).Length > 255 || Objects[0].Find(KeyField) is not null));
        return isWrong ? [Invalid] : [];
    }

    private byte[] ToBytes()
    {
        var text = Kind.IsBatch
            ? $$"""{"steps":[{{string.Join(',', Objects.Select(static one => one.ToText()))}}]}"""
            : string.Concat(Objects.Select(static one => one.ToText()));
        text = TextChanges.Aggregate(text, static (changed, change) => change(changed));
        return ByteChanges.Aggregate(Encoding.UTF8.GetBytes(text), static (changed, change) => change(changed));
    }
}
