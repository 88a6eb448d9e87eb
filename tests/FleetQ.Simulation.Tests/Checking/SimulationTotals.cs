namespace FleetQ.Simulation.Tests.Checking;

/// <summary>What happened in runs: one in which nothing went wrong has proved nothing.</summary>
internal sealed class SimulationTotals
{
    public long Seeds { get; set; }

    public long Events { get; set; }

    public TimeSpan SimulatedTime { get; set; }

    public long Acknowledged { get; set; }

    public long Unknown { get; set; }

    public long Claims { get; set; }

    public long Starts { get; set; }

    public long Refused { get; set; }

    public long Evictions { get; set; }

    public long Returned { get; set; }

    public long Reconciled { get; set; }

    public long Fences { get; set; }

    public long Kills { get; set; }

    public long Pauses { get; set; }

    public long Outages { get; set; }

    public long LeaderChanges { get; set; }

    public void Add(SimulationTotals other)
    {
        foreach (var property in typeof(SimulationTotals).GetProperties())
        {
            if (property.PropertyType == typeof(long))
            {
                property.SetValue(this, (long)property.GetValue(this)! + (long)property.GetValue(other)!);
            }
        }

        SimulatedTime += other.SimulatedTime;
    }

    public override string ToString() =>
        string.Join(", ", typeof(SimulationTotals).GetProperties().Select(each => $"{each.Name} {each.GetValue(this)}"));
}
