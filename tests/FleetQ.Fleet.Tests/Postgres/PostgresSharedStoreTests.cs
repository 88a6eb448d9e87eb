using FleetQ.Fleet.Tests.Conformance;

namespace FleetQ.Fleet.Tests.Postgres;

public sealed class PostgresSharedStoreTests() : SharedStoreConformance(FleetEngines.Postgres);
