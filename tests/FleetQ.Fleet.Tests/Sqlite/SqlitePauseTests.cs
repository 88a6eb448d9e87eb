using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqlitePauseTests() : PauseConformance(FleetEngines.Sqlite);
