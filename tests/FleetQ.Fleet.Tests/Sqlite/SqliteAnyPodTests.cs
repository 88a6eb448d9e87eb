using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteAnyPodTests() : AnyPodConformance(FleetEngines.Sqlite);
