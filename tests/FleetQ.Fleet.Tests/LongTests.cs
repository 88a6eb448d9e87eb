namespace FleetQ.Fleet.Tests;

/// <summary>Tests that take minutes and show on a second store what each run shows on the first.</summary>
internal static class LongTests
{
    private const string Setting = "FLEETQ_TEST_LONG";

    internal static void Require() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable(Setting) == "1", $"Long tests are skipped: set {Setting}=1 to run them.");
}
