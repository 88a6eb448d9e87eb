using FleetQ.Client;

namespace FleetQ.Cli.Dev;

/// <summary>Builds a plugin, runs a host on it, and brings every save to that host.</summary>
internal sealed class DevSession(DevOptions options, FleetQClient client, TimeProvider time, Action<string> say)
    : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    // A host that reloads by itself does so within a second; one that does not is started anew.
    private static readonly TimeSpan ReloadPatience = TimeSpan.FromSeconds(5);

    private readonly PluginBuild build = new(options.Project);
    private readonly PluginDrop drop = new(options.Project, options.Plugins);
    private DevHost? host;

    private string Name => options.Project.Name;

    /// <summary>Runs until the token ends it, or the host ends by itself.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watch = new SourceWatch(options.Project.Folder, time);
        say($"Building {Name} …");
        while (await build.BuildAsync(cancellationToken) is { } wrong)
        {
            say(wrong);
            say("Waiting for a change …");
            await watch.NextAsync(cancellationToken);
        }

        drop.Bring();
        await StartAsync(cancellationToken);
        while (host!.IsRunning)
        {
            using var next = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var change = watch.NextAsync(next.Token);
            var end = host.WaitForEndAsync(next.Token);
            if (await Task.WhenAny(change, end) == end)
            {
                await next.CancelAsync();
                break;
            }

            await BringAsync(await change, cancellationToken);
        }

        say("The host has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
        {
            return;
        }

        if (!await host.DrainAsync(time))
        {
            say("The host is ended.");
        }

        await host.DisposeAsync();
    }

    private async Task BringAsync(bool needsBuild, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var wrong = needsBuild
            ? await build.BuildAsync(cancellationToken)
            : await build.CompileAsync(cancellationToken);
        if (wrong is not null)
        {
            say(wrong);
            return;
        }

        var built = time.GetElapsedTime(start);
        var before = await FindAsync(cancellationToken);
        if (!drop.Bring())
        {
            say("Nothing changed.");
            return;
        }

        var after = await FindChangeAsync(before, cancellationToken);
        if (after is null)
        {
            say("The host does not load it anew by itself; it is started again.");
            await host!.DisposeAsync();
            await StartAsync(cancellationToken);
            return;
        }

        var whole = time.GetElapsedTime(start);
        Tell(after, $"built in {built.TotalMilliseconds:0} ms, serves after {whole.TotalMilliseconds:0} ms");
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        host = DevHost.Start(options.HostProgram, options.Project, options.Plugins, options.Port);
        var start = time.GetTimestamp();
        PluginDetails? plugin;
        while ((plugin = await FindAsync(cancellationToken)) is null && host.IsRunning)
        {
            if (time.GetElapsedTime(start) > StartPatience)
            {
                throw new UsageException($"The host does not answer at {options.Url}; its lines above say why.");
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        if (plugin is not null)
        {
            Tell(plugin, $"at {options.Url}; save a file to bring a change");
        }
    }

    private async Task<PluginDetails?> FindChangeAsync(PluginDetails? before, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < ReloadPatience)
        {
            if (await FindAsync(cancellationToken) is { } now
                && (now.Sha256, now.State, now.Error) != (before?.Sha256, before?.State, before?.Error))
            {
                return now;
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        return null;
    }

    private async Task<PluginDetails?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var fleet = await client.Fleet.GetPluginsAsync(cancellationToken);
            return fleet.Plugins.FirstOrDefault(plugin => plugin.Name == Name);
        }
        catch (FleetQException)
        {
            // It starts, or has ended; who asks looks again.
            return null;
        }
    }

    private void Tell(PluginDetails plugin, string more)
    {
        if (plugin.Error is { } error)
        {
            say(error);
            return;
        }

        var types = string.Join(", ", plugin.TaskTypes.Select(static type => type.TaskType));
        say($"{Name} {plugin.Version} ({plugin.Sha256?[..Math.Min(8, plugin.Sha256.Length)]}) serves {types}: {more}");
    }
}

/// <summary>What a session works on.</summary>
/// <param name="Project">The plugin.</param>
/// <param name="HostProgram">The host's program.</param>
/// <param name="Plugins">The folder of plugins.</param>
/// <param name="Port">Where the host listens.</param>
internal sealed record DevOptions(DevProject Project, string HostProgram, string Plugins, int Port)
{
    public string Url => $"http://127.0.0.1:{Port}";
}
