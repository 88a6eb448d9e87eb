using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteUpgradeTests() : UpgradeConformance(FleetEngines.Sqlite);
