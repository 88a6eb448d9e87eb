using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Postgres;

public sealed class PostgresUpgradeTests() : UpgradeConformance(FleetEngines.Postgres);
