namespace FleetQ.Sdk.Testing.Tests.Handlers;

public interface IMailbox
{
    string Name { get; }

    Task SendAsync(string to, string idempotencyKey, CancellationToken cancellationToken);
}

/// <summary>What the plugin's own set-up registers.</summary>
public sealed class PlainMailbox(string name) : IMailbox
{
    public string Name => name;

    public Task SendAsync(string to, string idempotencyKey, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What a test puts in its place.</summary>
public sealed class RecordingMailbox : IMailbox
{
    private readonly List<(string To, string Key)> sent = [];

    public IReadOnlyList<(string To, string Key)> Sent => sent;

    public string Name => "recording";

    public Task SendAsync(string to, string idempotencyKey, CancellationToken cancellationToken)
    {
        sent.Add((to, idempotencyKey));
        return Task.CompletedTask;
    }
}
