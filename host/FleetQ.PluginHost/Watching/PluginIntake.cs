using FleetQ.PluginHost.Copying;
using FleetQ.PluginHost.Crashes;
using FleetQ.PluginHost.Discovery;
using FleetQ.PluginHost.Generations;
using FleetQ.PluginHost.Inspection;
using FleetQ.PluginHost.Loading;
using FleetQ.PluginHost.Settings;
using FleetQ.PluginHost.Trust;
using Microsoft.Extensions.Logging;

namespace FleetQ.PluginHost.Watching;

/// <summary>Copies a plugin, judges the copy and starts it: what lies in the folder is never run.</summary>
internal sealed class PluginIntake(
    PluginHostOptions options,
    PluginCopier copier,
    PluginStarters starters,
    PluginServices services,
    CrashJournal? journal,
    ILogger logger)
{
    private const int DiskFullOnUnix = 28;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Takes a plugin in as it is now.</summary>
    /// <param name="plugin">Where it lies.</param>
    /// <param name="serving">The fingerprint of what serves already and need not be started again; null: any.</param>
    /// <param name="stamp">What its files looked like before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IntakeResult> TakeInAsync(
        PluginCandidate plugin, string? serving, string stamp, CancellationToken cancellationToken)
    {
        var (trust, unreadable) = PluginTrust.Read(options);
        if (trust is null || !File.Exists(plugin.MainAssembly))
        {
            return new() { Refusal = unreadable ?? Refusal.NoMainDll(plugin) };
        }

        var (copy, refusal) = await CopyAsync(plugin, cancellationToken).ConfigureAwait(false);
        if (copy is null)
        {
            return new() { Refusal = refusal };
        }

        var result = new IntakeResult { Fingerprint = copy.Fingerprint };
        if (!stamp.StartsWith(PluginStamp.Of(plugin), StringComparison.Ordinal))
        {
            result = result with { HasMoved = true };
        }
        else if (copy.Fingerprint == serving)
        {
            result = result with { IsSame = true };
        }
        else
        {
            result = await StartAsync(copy, trust, cancellationToken).ConfigureAwait(false);
        }

        if (result.Generation is null)
        {
            copier.Release(copy);
        }

        return result;
    }

    private async Task<IntakeResult> StartAsync(
        PluginCopy copy, PluginTrust trust, CancellationToken cancellationToken)
    {
        var (facts, refusal) = PluginInspection.Read(copy.Plugin);
        refusal ??= new PluginInspection(trust, logger).Judge(copy, facts!);
        var result = new IntakeResult { Fingerprint = copy.Fingerprint, Facts = facts };
        var (overrides, wrong) = TaskTypeOverrides.Read(copy.Plugin, services.SettingsOf(copy.Plugin.Name));
        if ((refusal ?? wrong) is { } problem)
        {
            return result with { Refusal = problem };
        }

        var verdict = journal?.Find(copy);
        var (starter, notice) = starters.Choose(copy, verdict);
        if (starter is null)
        {
            return result with { Refusal = notice };
        }

        using var loading = starter is InProcessStarter ? journal?.TakeLoad(copy) : null;
        var start = await starter.StartAsync(copy, facts!, cancellationToken).ConfigureAwait(false);
        return result with
        {
            Refusal = start.Refusal,
            Generation = start.Generation,
            Copy = copy,
            Overrides = overrides!,
            Notice = notice,
        };
    }

    private async Task<(PluginCopy? Copy, Refusal? Refusal)> CopyAsync(
        PluginCandidate plugin, CancellationToken cancellationToken)
    {
        try
        {
            return (await copier.CopyAsync(plugin, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, failure.HResult is DiskFullOnUnix or DiskFullOnWindows || !copier.IsOpen
                ? Refusal.NotCopied(plugin, failure.Message)
                : Refusal.Unreadable(plugin, plugin.Location, failure.Message));
        }
    }
}

/// <summary>What became of a plugin that was taken in.</summary>
internal sealed record IntakeResult
{
    /// <summary>The fingerprint of the copy; null when there was none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What its main DLL says of itself.</summary>
    public AssemblyFacts? Facts { get; init; }

    /// <summary>Why it does not run.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What operators should know of how it runs; null when that is nothing.</summary>
    public Refusal? Notice { get; init; }

    /// <summary>It runs; the caller owns it and its copy.</summary>
    public IPluginGeneration? Generation { get; init; }

    /// <summary>What the operator sets for its task types.</summary>
    public TaskTypeOverrides Overrides { get; init; } = TaskTypeOverrides.None;

    /// <summary>The copy that runs.</summary>
    public PluginCopy? Copy { get; init; }

    /// <summary>True when it is what serves already.</summary>
    public bool IsSame { get; init; }

    /// <summary>True when its files changed while they were copied.</summary>
    public bool HasMoved { get; init; }
}
