using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteStoreOutageTests() : StoreOutageConformance(FleetEngines.Sqlite);
