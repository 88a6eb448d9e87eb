using FleetQ.Client;
using FleetQ.Sdk.Testing.Harness;
using FleetQ.Sdk.Testing.Hosting;

namespace FleetQ.Sdk.Testing;

/// <summary>
/// A whole host inside a test: a store in a temporary file, a pod, handlers, and HTTP on a free port of loopback.
/// </summary>
/// <remarks>Disposing drains the pod and deletes the files. Several may run side by side.</remarks>
/// <example><code>await using var host = await FleetHost.StartAsync(
///     options => options.AddHandler&lt;SendHandler&gt;());
/// var step = await host.RunAsync("send", new { to = "ada" });</code></example>
public sealed class FleetHost : IAsyncDisposable
{
    private readonly RunningHost host;
    private readonly LogBook logs;
    private readonly StepsOverHttp steps;

    private FleetHost(RunningHost host, LogBook logs, StepsOverHttp steps)
    {
        this.host = host;
        this.logs = logs;
        this.steps = steps;
        Client = new FleetQClient(new FleetQClientOptions { Addresses = [host.Address] });
    }

    /// <summary>Where the host listens.</summary>
    public Uri Address => host.Address;

    internal string DatabaseFile => host.DatabaseFile;

    /// <summary>Talks to the host; relative addresses such as <c>/admin/queue</c> will do.</summary>
    public HttpClient Http => steps.Http;

    /// <summary>The typed client of submitters, bound to this host.</summary>
    public FleetQClient Client { get; }

    /// <summary>What the host and its handlers logged, the latest 10,000 lines.</summary>
    public IReadOnlyList<LogLine> Logs => logs.Lines;

    /// <summary>Starts a host; it takes steps when this returns.</summary>
    /// <exception cref="HandlerRefusedException">A handler, or its plugin's set-up, is not right.</exception>
    public static async Task<FleetHost> StartAsync(
        Action<FleetHostOptions> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new FleetHostOptions();
        configure(options);
        var logs = new LogBook(options.LogLevel);
        var host = await RunningHost.StartAsync(options, logs, cancellationToken).ConfigureAwait(false);
        return new FleetHost(host, logs, new StepsOverHttp(host.Address, options.Patience, logs));
    }

    /// <summary>Submits a step and waits for its end.</summary>
    /// <param name="taskType">The task type.</param>
    /// <param name="arguments">Anything that is an object in JSON; names become snake_case. Null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It had not ended in time; the message shows the latest log lines.</exception>
    public async Task<HostedStep> RunAsync(
        string taskType, object? arguments = null, CancellationToken cancellationToken = default)
    {
        var stepId = await SubmitAsync(taskType, arguments, cancellationToken).ConfigureAwait(false);
        return await WaitForEndAsync(stepId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits a step and returns its id.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    public Task<string> SubmitAsync(
        string taskType, object? arguments = null, CancellationToken cancellationToken = default) =>
        SubmitBodyAsync(new { Type = taskType, Args = arguments ?? new { } }, cancellationToken);

    /// <summary>Submits a step with whatever a submit may say, and returns its id.</summary>
    /// <param name="body">The body of <c>POST /submit</c> as an object; names become snake_case.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="HttpRequestException">The host refused it; the message says why.</exception>
    public Task<string> SubmitBodyAsync(object body, CancellationToken cancellationToken = default) =>
        steps.SubmitAsync(body, cancellationToken);

    /// <summary>Reads a step as it is now.</summary>
    public Task<HostedStep> ReadAsync(string stepId, CancellationToken cancellationToken = default) =>
        steps.ReadAsync(stepId, cancellationToken);

    /// <summary>Waits until a step has ended.</summary>
    /// <exception cref="TimeoutException">It had not ended in time; the message shows the latest log lines.</exception>
    public Task<HostedStep> WaitForEndAsync(string stepId, CancellationToken cancellationToken = default) =>
        steps.WaitForEndAsync(stepId, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        steps.Dispose();
        await host.DisposeAsync().ConfigureAwait(false);
    }
}
