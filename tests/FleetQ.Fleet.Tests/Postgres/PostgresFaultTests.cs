using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Postgres;

/// <summary>The same cases run on SQLite each time; here they are long, and run where they are asked for.</summary>
public sealed class PostgresFaultTests : FaultConformance
{
    public PostgresFaultTests()
        : base(FleetEngines.Postgres) => LongTests.Require();
}
