using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteSharedStoreTests() : SharedStoreConformance(FleetEngines.Sqlite);
