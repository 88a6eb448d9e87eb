using FleetQ.Sdk.Analyzers.Rules;
using FleetQ.Sdk.Analyzers.Tests.Support;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class ProcessEndAnalyzerTests
{
    [Theory]
    [InlineData("[|Environment.Exit(1)|];")]
    [InlineData("""[|Environment.FailFast("no")|];""")]
    public async Task Ending_the_process_is_reported(string body)
    {
        await Rule.FiresAsync<ProcessEndAnalyzer>(HandlerText.Of(body));
    }

    [Fact]
    public async Task Other_members_of_Environment_are_fine()
    {
        await Rule.StaysQuietAsync<ProcessEndAnalyzer>(HandlerText.Of("Environment.ExitCode = 1;"));
    }
}
