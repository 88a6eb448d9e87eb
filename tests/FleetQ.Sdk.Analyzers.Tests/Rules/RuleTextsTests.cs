using FleetQ.Sdk.Analyzers.Rules;

namespace FleetQ.Sdk.Analyzers.Tests.Rules;

public sealed class RuleTextsTests
{
    [Theory]
    [InlineData("https://docs.example.org/fleetq")]
    [InlineData("https://docs.example.org/fleetq/")]
    public void A_rule_links_to_its_section_where_the_docs_have_an_address(string address)
    {
        Assert.Equal(
            "https://docs.example.org/fleetq/plugins/analyzers.md#fleetq003", RuleTexts.LinkOf(address, "FLEETQ003"));
    }

    [Fact]
    public void A_rule_links_nowhere_where_the_docs_have_none()
    {
        Assert.Empty(RuleTexts.LinkOf("", "FLEETQ003"));
    }
}
