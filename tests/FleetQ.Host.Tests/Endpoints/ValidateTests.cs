using FleetQ.Host.Tests.Support;

namespace FleetQ.Host.Tests.Endpoints;

public sealed class ValidateTests : IAsyncLifetime
{
    private HostUnderTest host = new();

    public async ValueTask InitializeAsync() => host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Arguments_that_do_not_fit_are_refused_by_place_before_anything_is_stored()
    {
        var answer = await host.PostAsync(
            "/submit", """{"type":"fail","args":{"times":"often","message":7},"validate":true}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal("validation_error", answer.Json.GetProperty("error_type").GetString());
        var errors = answer.Json.GetProperty("errors");
        Assert.Equal("must be a whole number or null, not a string.", errors.GetProperty("args.times")[0].GetString());
        Assert.Equal("must be a string or null, not a number.", errors.GetProperty("args.message")[0].GetString());
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Fact]
    public async Task Without_being_asked_nothing_is_checked()
    {
        var answer = await host.PostAsync("/submit", """{"type":"fail","args":{"times":"often"}}""");

        Assert.Equal(201, answer.Status);
    }

    [Fact]
    public async Task The_other_form_of_a_body_is_checked_too()
    {
        var wrong = await host.PostAsync(
            "/submit", """{"payload":{"task_type":"sleep","ms":"long"},"validate":true}""");
        var right = await host.PostAsync(
            "/submit", """{"payload":{"task_type":"sleep","ms":1},"validate":true}""");

        Assert.True(wrong.Json.GetProperty("errors").TryGetProperty("payload.ms", out _));
        Assert.Equal(201, right.Status);
        Assert.False(right.Json.TryGetProperty("warnings", out _));
    }

    [Fact]
    public async Task A_batch_names_the_entry_and_stores_none()
    {
        var answer = await host.PostAsync(
            "/submit/batch",
            """
            {"steps":[
              {"type":"sleep","args":{"ms":1},"validate":true},
              {"type":"sleep","args":{"ms":true}},
              {"type":"sleep","args":{"ms":true},"validate":true}
            ]}
            """);

        Assert.Equal(400, answer.Status);
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateObject());
        Assert.Equal("steps[2].args.ms", error.Name);
        Assert.Equal(0, await host.CountStepsAsync());
    }

    [Fact]
    public async Task A_name_that_the_handler_would_pass_over_is_taken_with_a_warning()
    {
        var answer = await host.PostAsync("/submit", """{"type":"fail","args":{"tmes":1},"validate":true}""");

        Assert.Equal(201, answer.Status);
        var warning = Assert.Single(answer.Json.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.Equal("args.tmes is no argument that 'fail' reads. Did you mean 'times'?", warning);
    }

    [Fact]
    public async Task A_type_without_a_known_schema_is_taken_and_said_to_be_unchecked()
    {
        var answer = await host.PostAsync("/submit", """{"type":"nobody.has.this","validate":true}""");

        Assert.Equal(201, answer.Status);
        Assert.Contains(
            "The arguments of 'nobody.has.this' were not checked: no plugin of this pod tells their schema.",
            answer.Json.GetProperty("warnings").EnumerateArray().Select(static warning => warning.GetString()));
    }

    [Fact]
    public async Task The_wish_to_check_makes_no_other_step_of_a_repeat()
    {
        var first = await host.PostAsync("/submit", """{"type":"echo","idempotency_key":"k"}""");
        var second = await host.PostAsync("/submit", """{"type":"echo","idempotency_key":"k","validate":true}""");

        Assert.Equal((201, 200), (first.Status, second.Status));
    }

    [Fact]
    public async Task A_wish_that_is_no_switch_is_refused()
    {
        var answer = await host.PostAsync("/submit", """{"type":"echo","validate":"yes"}""");

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("validate", out _));
    }

    [Fact]
    public async Task The_schemas_stand_on_the_page_of_plugins()
    {
        var answer = await host.GetAsync("/admin/plugins");

        var schemas = answer.Json.GetProperty("plugins").EnumerateArray()
            .SelectMany(static plugin => plugin.GetProperty("task_types").EnumerateArray())
            .Where(static type => type.GetProperty("task_type").GetString() == "csv.profile")
            .Select(static type => type.GetProperty("arguments_schema"));
        var path = Assert.Single(schemas).GetProperty("properties").GetProperty("path");
        Assert.Equal("The file, on the pod that runs the step.", path.GetProperty("description").GetString());
    }
}
