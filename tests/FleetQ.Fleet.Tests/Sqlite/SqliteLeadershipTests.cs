using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteLeadershipTests() : LeadershipConformance(FleetEngines.Sqlite);
