namespace FleetQ.Host.Tests.Edge;

/// <summary>An object of a body while it is changed: knows what the host must say to it.</summary>
internal sealed class EdgeObject(IEnumerable<EdgeField> fields, bool isStep)
{
    private const int Invalid = 400;

    private readonly List<EdgeField> fields = [.. fields];

    /// <summary>How many fields it has.</summary>
    public int Count => fields.Count;

    /// <summary>The statuses that its faults earn; none where it is right.</summary>
    public IEnumerable<int> ListFaults()
    {
        var own = fields.Where(static one => one.Fault is not null).Select(static one => one.Fault!.Value);
        var twice = fields.Select(static one => one.Name).Distinct(StringComparer.Ordinal).Count() < Count;
        return twice || (isStep && BreaksRulesAcross()) ? own.Append(Invalid) : own;
    }

    /// <summary>The value of a field that is given; null otherwise.</summary>
    public string? Find(string name) => fields.Find(field => field.Name == name && field.IsGiven)?.Value;

    /// <summary>Gives a field another value, or adds it.</summary>
    public void Set(EdgeField field)
    {
        fields.RemoveAll(present => present.Name == field.Name);
        fields.Add(field);
    }

    /// <summary>Writes a field a second time.</summary>
    public void Repeat(int pick)
    {
        if (Count > 0)
        {
            fields.Insert(pick % (Count + 1), fields[pick % Count]);
        }
    }

    /// <summary>Leaves a field out.</summary>
    public void Drop(int pick)
    {
        if (Count > 0)
        {
            fields.RemoveAt(pick % Count);
        }
    }

    /// <summary>Writes a field's name in another way that means the same.</summary>
    public void Escape(int pick)
    {
        if (Count > 0)
        {
            fields[pick % Count] = fields[pick % Count] with { IsEscaped = true };
        }
    }

    /// <summary>Turns the order of the fields.</summary>
    public void Reverse() => fields.Reverse();

    /// <summary>The object's text.</summary>
    public string ToText() => "{" + string.Join(',', fields.Select(static field => field.ToText())) + "}";

    private bool Has(string name) => fields.Exists(field => field.Name == name);

    private bool BreaksRulesAcross()
    {
        var isSecondForm = Has("payload");
        return isSecondForm == (Has("type") || (isSecondForm && Has("args")))
            || (Find("delay_seconds") is not null && Find("not_before") is not null)
            || (Find("ttl_seconds") is not null && Find("expires_at") is not null);
    }
}
