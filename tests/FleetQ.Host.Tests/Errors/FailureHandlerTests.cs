using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using FleetQ.Engine.Storage;
using FleetQ.Host.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Host.Tests.Errors;

public sealed class FailureHandlerTests
{
    private const string Secret = "Data Source=/secret; select * from step_tracker";

    [Fact]
    public async Task A_store_that_is_away_is_told_with_503_and_a_time_to_come_back()
    {
        var failure = new StoreUnavailableException(
            "submission/submit_steps", "Look at the disk.", new InvalidOperationException(Secret));

        var (context, body) = await AnswerAsync(failure);

        Assert.Equal(503, context.Response.StatusCode);
        Assert.Equal("1", context.Response.Headers.RetryAfter);
        Assert.Equal("database_error", body.GetProperty("error_type").GetString());
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_stops_says_that_nothing_was_stored()
    {
        var (context, body) = await AnswerAsync(new ChannelClosedException());

        Assert.Equal(503, context.Response.StatusCode);
        Assert.Contains("Nothing was stored", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_the_pod_gave_up_is_told_as_unknown_and_to_be_repeated()
    {
        var (context, body) = await AnswerAsync(new TaskCanceledException(), isStopping: true);

        Assert.Equal(503, context.Response.StatusCode);
        Assert.Equal("1", context.Response.Headers.RetryAfter);
        Assert.Contains("not known", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_ends_for_no_reason_while_the_pod_serves_is_a_fault()
    {
        var (context, _) = await AnswerAsync(new TaskCanceledException());

        Assert.Equal(500, context.Response.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_its_own_is_told_without_what_happened_inside()
    {
        var (context, body) = await AnswerAsync(new InvalidOperationException(Secret));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("internal_error", body.GetProperty("error_type").GetString());
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", body.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<(HttpContext Context, JsonElement Body)> AnswerAsync(
        Exception failure, bool isStopping = false)
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        if (isStopping)
        {
            lifetime.StopApplication();
        }

        using var written = new MemoryStream();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = written;

        await new FailureHandler(lifetime, NullLogger<FailureHandler>.Instance).TryHandleAsync(
            context, failure, TestContext.Current.CancellationToken);

        return (context, JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(written.ToArray())));
    }
}
