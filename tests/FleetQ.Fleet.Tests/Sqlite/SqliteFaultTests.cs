using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteFaultTests() : FaultConformance(FleetEngines.Sqlite);
