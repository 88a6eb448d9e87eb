using FleetQ.Engine.Membership;
using FleetQ.Engine.Storage;
using FleetQ.Host.Contracts;
using FleetQ.Host.Errors;
using FleetQ.Host.Requests;
using FleetQ.Host.Security;
using FleetQ.PluginHost;
using FleetQ.Storage;

namespace FleetQ.Host.Endpoints;

/// <summary>Shows the fleet, and runs recovery by hand.</summary>
internal static class AdminEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/admin").WithTags("Operate");
        admin.MapGet("/queue", QueueAsync)
            .WithName("GetQueue").RequireRole(Role.Viewer)
            .WithSummary("How many steps there are, and how many the pods run.")
            .Produces<QueueResponse>()
            .Refuses(503);
        admin.MapGet("/leader", LeaderAsync)
            .WithName("GetLeader").RequireRole(Role.Viewer)
            .WithSummary("Who leads: the oldest live pod.")
            .Produces<LeaderResponse>()
            .Refuses(503);
        admin.MapGet("/pods", PodsAsync)
            .WithName("ListPods").RequireRole(Role.Viewer)
            .WithSummary("All pods whose rows are kept, oldest first.")
            .Produces<PodsResponse>()
            .Refuses(503);
        admin.MapGet("/plugins", PluginsAsync)
            .WithName("ListPlugins").RequireRole(Role.Viewer)
            .WithSummary("The plugins of each pod, loaded or refused and why.")
            .Produces<PluginsResponse>()
            .Refuses(503);
        admin.MapGet("/store", Store)
            .WithName("GetStore").RequireRole(Role.Viewer)
            .WithSummary("What the store is, what this pod sends it, and what an idle fleet costs.")
            .Produces<StoreResponse>();
        admin.MapPost("/plugins/{name}/reload", ReloadAsync)
            .WithName("ReloadPlugin").RequireRole(Role.Admin)
            .WithSummary("Loads a plugin of this pod anew, at once; its running steps finish on what they run on.")
            .WithDescription(
                "409 where the plugin stays for the life of the process, or where its files are refused: then what "
                + "served goes on serving.")
            .Produces<PluginReloadResponse>()
            .Refuses(404, 409);
        admin.MapPost("/recovery/run", RecoverAsync)
            .WithName("RunRecovery").RequireRole(Role.Operator)
            .WithSummary("Runs a recovery cycle now, on the leader.")
            .WithDescription(
                "Another pod answers 403 and names the leader, unless force is true; 409 while a cycle runs on this "
                + "pod.")
            .Accepts<RecoveryRequest>(isOptional: true, "application/json")
            .Produces<RecoveryResponse>()
            .Refuses(400, 403, 409, 415, 503);
    }

    private static async Task<IResult> QueueAsync(
        IReadStore store, FleetReader reader, CancellationToken cancellationToken)
    {
        var fleet = await reader.ReadAsync(cancellationToken);
        var counts = await store.CountAsync(cancellationToken);
        return Answers.Ok(counts.ToResponse(fleet));
    }

    private static async Task<IResult> LeaderAsync(
        FleetReader reader, FleetEngine engine, HostIdentity host, CancellationToken cancellationToken)
    {
        var fleet = await reader.ReadAsync(cancellationToken);
        return Answers.Ok(fleet.ToLeaderResponse(host, engine.Pod.Identity));
    }

    private static async Task<IResult> PodsAsync(FleetReader reader, CancellationToken cancellationToken) =>
        Answers.Ok((await reader.ReadAsync(cancellationToken)).ToPodsResponse());

    private static async Task<IResult> PluginsAsync(
        FleetReader reader, PluginCatalog plugins, HostIdentity host, CancellationToken cancellationToken)
    {
        var fleet = await reader.ReadAsync(cancellationToken);
        var pods = fleet.Live.ToDictionary(
            static pod => pod.Identity.PodId.Value, static pod => new RawJson(pod.Plugins), StringComparer.Ordinal);
        return Answers.Ok(new PluginsResponse(host.PodId.Value, new RawJson(plugins.ToFullJson()), pods));
    }

    private static IResult Store(Func<StoreReport> describe, HostIdentity host) =>
        Answers.Ok(describe().ToResponse(host.PodId.Value));

    private static async Task<IResult> ReloadAsync(
        string name, PluginCatalog plugins, HostIdentity host, CancellationToken cancellationToken)
    {
        var (outcome, plugin) = await plugins.ReloadAsync(name, cancellationToken);
        return outcome switch
        {
            PluginReloadOutcome.Reloaded => Answers.Ok(
                new PluginReloadResponse(host.PodId.Value, "reloaded", new RawJson(plugin!.ToJson()))),
            PluginReloadOutcome.Returned => Answers.Ok(
                new PluginReloadResponse(host.PodId.Value, "returned", new RawJson(plugin!.ToJson()))),
            PluginReloadOutcome.Permanent => Answers.Refuse(Problem.Conflict(
                $"Plugin '{name}' runs inside the process of the host and stays for its life; restart the pod to load "
                + "it anew, or give it \"isolation\": \"process\" in its fleetq.json.")),
            PluginReloadOutcome.Refused => Answers.Refuse(Problem.Conflict(plugin!.Error!)),
            PluginReloadOutcome.StillChanging => Answers.Refuse(Problem.Conflict(
                $"The files of plugin '{name}' change at this moment; ask again when they are copied.")),
            _ => Answers.Refuse(Problem.NotFound("There is no such plugin; /admin/plugins lists them.")),
        };
    }

    private static async Task<IResult> RecoverAsync(
        HttpRequest request, FleetEngine engine, FleetReader reader, CancellationToken cancellationToken)
    {
        var body = await OperatorBodies.ReadRecoveryAsync(request, cancellationToken);
        if (body.IsRefused(out var problem, out var asked))
        {
            return Answers.Refuse(problem);
        }

        if (asked.Force is not true && await FindOtherLeaderAsync(engine, reader, cancellationToken) is { } other)
        {
            return Answers.Refuse(other);
        }

        var isDryRun = asked.DryRun is true;
        var report = await engine.Recovery.TryRunAsync(isDryRun, cancellationToken);
        return report is null
            ? Answers.Refuse(Problem.Conflict("A recovery cycle runs on this pod; ask again when it has ended."))
            : Answers.Ok(report.ToResponse(isDryRun));
    }

    private static async Task<Problem?> FindOtherLeaderAsync(
        FleetEngine engine, FleetReader reader, CancellationToken cancellationToken)
    {
        var fleet = await reader.ReadAsync(cancellationToken);
        if (fleet.IsLeader(engine.Pod.Identity))
        {
            return null;
        }

        return Problem.Forbidden(fleet.Leader is { } leader
            ? $"The leader is {leader.Identity.PodId}; ask it, or send \"force\": true to run recovery here."
            : "No pod leads now; send \"force\": true to run recovery here.");
    }
}
