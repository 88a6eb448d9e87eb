namespace FleetQ.Benchmarks.Measuring;

/// <summary>What a question found out.</summary>
internal sealed class Answer
{
    private readonly List<Measure> measures = [];
    private readonly List<Target> targets = [];
    private readonly List<string> leftOut = [];

    /// <summary>What was measured, in the order of the table.</summary>
    public IReadOnlyList<Measure> Measures => [.. measures.Where(static measure => measure.Values.Count > 0)];

    /// <summary>The ratios that count.</summary>
    public IReadOnlyList<Target> Targets =>
        [.. targets.Where(static target => target.Of.Values.Count > 0 && target.To is not { Values.Count: 0 })];

    /// <summary>Who is missing, and why.</summary>
    public IReadOnlyList<string> LeftOut => leftOut;

    /// <summary>Adds a row of the table.</summary>
    public Measure Add(string name, string unit, string note = "")
    {
        var measure = new Measure(name, unit) { Note = note };
        measures.Add(measure);
        return measure;
    }

    /// <summary>Adds a row that is kept elsewhere.</summary>
    public void Add(Measure measure) => measures.Add(measure);

    /// <summary>Adds a ratio, or a measure that has a bound of its own.</summary>
    public void Expect(string name, Measure of, Measure? to, double? atLeast = null, double? atMost = null) =>
        targets.Add(new Target(name, of, to) { AtLeast = atLeast, AtMost = atMost });

    /// <summary>Says who is missing.</summary>
    public void LeaveOut(string name, string reason)
    {
        var line = $"{name}: {reason}";
        if (!leftOut.Contains(line))
        {
            leftOut.Add(line);
        }
    }
}
