using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteRecoveryTests() : RecoveryConformance(FleetEngines.Sqlite);
