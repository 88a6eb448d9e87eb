using CsCheck;
using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Edge;

/// <summary>The judge of the changed requests can fail.</summary>
public sealed class EdgeOracleTests
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["Cache-Control"] = "no-store",
        ["Content-Security-Policy"] = "default-src 'none'",
    };

    [Fact]
    public void A_problem_of_the_contract_passes() => EdgeOracle.Check(Problem(400, "wrong"));

    [Theory]
    [InlineData(500, "wrong")]
    [InlineData(503, "without a time to come back")]
    [InlineData(400, "<script>")]
    [InlineData(400, "ü")]
    [InlineData(400, "a   at FleetQ.Host.Program")]
    [InlineData(400, "select 1")]
    public void What_must_not_be_is_found(int status, string detail)
    {
        Assert.ThrowsAny<Exception>(() => EdgeOracle.Check(Problem(status, detail)));
    }

    [Fact]
    public void A_step_that_is_new_twice_is_found()
    {
        var ledger = new EdgeLedger();
        var request = new EdgeDraft(EdgeKinds.Submit, []).ToRequest();
        var headers = new Dictionary<string, string>(Headers, StringComparer.Ordinal) { ["Location"] = "/status/a" };
        var created = new Answer(201, "application/json", headers, """{"step_id":"a"}""");

        ledger.Note(request, created);

        Assert.ThrowsAny<Exception>(() => ledger.Note(request, created));
    }

    [Fact]
    public void A_seed_makes_the_same_requests_again()
    {
        const string Seed = "79okor3YaSYa";

        var (first, second) = (Make(Seed), Make(Seed));

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    private static string Make(string seed)
    {
        var made = "";
        EdgeGrammar.Sessions.Sample(
            session => { made = string.Join('\n', session.AsEnumerable()); }, seed: seed, iter: 1, threads: 1);
        return made;
    }

    private static Answer Problem(int status, string detail) => new(
        status,
        "application/problem+json",
        Headers,
        $$"""{"status":{{status}},"detail":"{{detail}}","error_type":"validation_error","path":"/submit"}""");
}
