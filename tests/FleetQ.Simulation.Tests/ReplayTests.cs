using FleetQ.Simulation.Tests.Checking;
using FleetQ.Simulation.Tests.Fleet;

namespace FleetQ.Simulation.Tests;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(4_711)]
    public void A_seed_repeats_its_run_exactly(int seed)
    {
        var first = new FleetRun(seed, Mutant.None);
        var second = new FleetRun(seed, Mutant.None);

        first.Run();
        second.Run();

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal($"{first.Totals}", $"{second.Totals}");
        Assert.True(first.Totals[Happening.Events] > 100);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}: {first.Digest:x}");
    }

    [Fact]
    public void Another_seed_is_another_run()
    {
        var first = new FleetRun(1, Mutant.None);
        var second = new FleetRun(2, Mutant.None);

        first.Run();
        second.Run();

        Assert.NotEqual(first.Digest, second.Digest);
    }
}
