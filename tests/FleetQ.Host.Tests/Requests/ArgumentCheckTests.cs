using System.Text.Json;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;
using FleetQ.Engine.Model.Schemas;
using FleetQ.Host.Requests;
using FleetQ.Sdk;

namespace FleetQ.Host.Tests.Requests;

public sealed class ArgumentCheckTests
{
    private readonly List<string> warnings = [];

    [Fact]
    public void A_type_that_checks_every_submit_is_checked_without_being_asked()
    {
        Assert.True(Read("""{"type":"send","args":{"to":1}}""", checksAlways: true).Any);
    }

    [Fact]
    public void A_type_that_checks_every_submit_is_checked_even_when_asked_not_to()
    {
        Assert.True(Read("""{"type":"send","args":{"to":1},"validate":false}""", checksAlways: true).Any);
    }

    [Fact]
    public void Arguments_that_are_left_out_are_an_empty_object()
    {
        var errors = Read("""{"type":"send"}""", checksAlways: true);

        Assert.Contains("args.to", errors.ToProblem().Errors!.Keys);
    }

    [Fact]
    public void The_task_type_of_a_payload_is_no_argument()
    {
        var errors = Read("""{"payload":{"task_type":"send","to":"a"}}""", checksAlways: true);

        Assert.False(errors.Any);
        Assert.Empty(warnings);
    }

    private FieldErrors Read(string body, bool checksAlways)
    {
        var route = new HandlerRoute
        {
            TaskType = new TaskType("send"),
            Plugin = new PluginIdentity("P", "1.0", new string('a', 64)),
            Runner = new NoRunner(),
            Schema = ArgumentSchema.Find(
                """
                {"type":"object","properties":{"to":{"type":"string"}},"required":["to"],"additionalProperties":false}
                """),
            ChecksEverySubmit = checksAlways,
        };
        var retry = new RetryPolicy(BackoffStrategy.Constant, TimeSpan.Zero, TimeSpan.Zero, false);
        var defaults = new SubmitDefaults(static _ => 3, retry, TimeProvider.System, new Random(1))
        {
            FindRoute = _ => route,
        };
        var errors = new FieldErrors();
        new StepReader(defaults, warnings).Read(JsonElement.Parse(body), headerKey: null, errors, prefix: "");
        return errors;
    }

    private sealed class NoRunner : IStepRunner
    {
        public Task<AttemptResult> RunAsync(Attempt attempt, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
