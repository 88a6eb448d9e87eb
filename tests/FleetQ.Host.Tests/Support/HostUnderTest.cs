using System.Text;
using System.Text.Json;
using FleetQ.Engine.Model;
using FleetQ.Host.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FleetQ.Host.Tests.Support;

/// <summary>
/// A whole host in this process: a real server on a port of its own, a real store in a folder of its own.
/// </summary>
public sealed class HostUnderTest : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleetq-host-").FullName;
    private ComposedHost? host;

    /// <summary>Talks to the host.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>The host's own folder.</summary>
    public string Folder => folder;

    /// <summary>Where the host listens.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    internal ComposedHost Host => host ?? throw new InvalidOperationException("The host was not started.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts the host with settings as they stand in variables, without their prefix.</summary>
    public static async Task<HostUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        var started = new HostUnderTest();
        await started.RunAsync(settings, NullLoggerFactory.Instance);
        return started;
    }

    /// <summary>Sends a body as JSON.</summary>
    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Reads an address.</summary>
    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, body: null);

    /// <summary>Sends a request and reads the whole answer.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, Token);
        return await Answer.ReadAsync(response, Token);
    }

    /// <summary>Submits a step and returns its id.</summary>
    public async Task<string> SubmitAsync(string body)
    {
        var answer = await PostAsync("/submit", body);
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return answer.Json.GetProperty("step_id").GetString()!;
    }

    /// <summary>Reads a step when it has ended.</summary>
    public async Task<JsonElement> ReadEndAsync(string stepId)
    {
        var answer = await GetAsync($"/status/{stepId}?wait=30");
        Assert.Contains(
            answer.Json.GetProperty("status").GetString(), new[] { "completed", "failed", "cancelled", "expired" });
        return answer.Json;
    }

    /// <summary>How many steps the store holds.</summary>
    public async Task<int> CountStepsAsync()
    {
        var queue = await GetAsync("/admin/queue");
        string[] statuses =
            ["blocked", "scheduled", "pending", "claimed", "completed", "failed", "cancelled", "expired"];
        return statuses.Sum(status => queue.Json.GetProperty(status).GetInt32());
    }

    /// <summary>Stops the host as a signal would.</summary>
    public Task StopAsync() => Host.App.StopAsync(Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (host is not null)
        {
            await host.App.StopAsync(CancellationToken.None);
            await host.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    internal async Task RunAsync((string Name, string Value)[] settings, ILoggerFactory loggers)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["FLEET_Q_SQLITE_DB_PATH"] = Path.Combine(folder, "fleetq.db"),
            ["FLEET_Q_PLUGINS_DIR"] = Path.Combine(AppContext.BaseDirectory, "test-host", "plugins"),
            ["FLEET_Q_POD_ID"] = "pod-1",
            ["FLEET_Q_SHUTDOWN_TIMEOUT"] = "2",
            ["FLEET_Q_STATE_DIR"] = Path.Combine(folder, "state"),
        };
        foreach (var (name, value) in settings)
        {
            given["FLEET_Q_" + name] = value;
        }

        var nothing = new ConfigurationBuilder().Build();
        var read = SettingsLoader.Load(new SettingsSource(given, nothing), LogFormat.Console) with { ApiPort = 0 };
        var surroundings = new HostSurroundings(TimeProvider.System, new Random(), loggers, nothing);
        var identity = new HostIdentity(read.PodId ?? new PodId("pod-1"), "0.0.0-test");
        host = await Composition.ComposeAsync(read, identity, surroundings, Token);
        await host.App.StartAsync(Token);
        var addresses = host.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(addresses.Addresses.First());
    }
}
