using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Sqlite;

public sealed class SqliteWakeUpTests() : WakeUpConformance(FleetEngines.Sqlite);
