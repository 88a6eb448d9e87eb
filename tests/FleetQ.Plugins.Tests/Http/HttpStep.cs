using FleetQ.Plugins.Http;
using FleetQ.Plugins.Http.Network;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Http;

/// <summary>Runs one attempt of <c>http.request</c>.</summary>
internal static class HttpStep
{
    public static readonly HttpSettings Private = new() { AllowPrivateNetworks = true };

    public static async Task<HttpRequestResult> CompleteAsync(HttpRequestArgs args, HttpSettings? settings = null)
    {
        var result = await RunAsync(args, settings);
        Assert.Null(result.End.Reason);
        return result.Value!;
    }

    public static async Task<StepResult> EndAsync(
        HttpRequestArgs args, HttpSettings? settings = null, TimeProvider? time = null) =>
        (await RunAsync(args, settings, time)).End;

    public static async Task<StepResult<HttpRequestResult>> RunAsync(
        HttpRequestArgs args, HttpSettings? settings = null, TimeProvider? time = null)
    {
        using var exchange = new HttpExchange(settings ?? Private);
        return await new HttpRequestHandler(exchange).HandleAsync(
            args, new FakeStepContext(time: time), TestContext.Current.CancellationToken);
    }
}
