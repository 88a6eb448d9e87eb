using FleetQ.Engine.Storage;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake;

/// <summary>Makes the database ready, or says why it cannot be used.</summary>
internal sealed partial class SnowflakeDatabase(
    string place, string transport, ISqlFaults faults, ILogger<SnowflakeDatabase> logger)
{
    private readonly ILogger logger = logger;

    /// <summary>Checks the account and brings the schema to this host's version.</summary>
    /// <returns>The service's version.</returns>
    /// <exception cref="StoreUnusableException">It does not answer, or holds no schema of ours.</exception>
    public async Task<string> PrepareAsync(
        SqlOperations operations, Migrator migrator, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.WriteAsync(
                "operating/prepare_schema",
                StoreChange.None,
                (session, token) => PrepareAsync(session, migrator, token),
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw Unusable(cause);
        }
    }

    /// <summary>Reads schema and clock, and changes nothing.</summary>
    /// <exception cref="StoreUnusableException">It does not answer, or holds no schema of ours.</exception>
    public async Task<StoreInspection> InspectAsync(
        SqlOperations operations, Migrator migrator, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.ReadAsync(
                "operating/inspect_schema",
                (session, token) => StoreInspection.ReadAsync(session, migrator, place, time, token),
                cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } cause)
        {
            throw Unusable(cause);
        }
    }

    private async Task<string> PrepareAsync(
        SqlSession session, Migrator migrator, CancellationToken cancellationToken)
    {
        var versions = await session.QueryAsync(
            "connection/read_server", [], static row => row.GetString(0), cancellationToken);
        await migrator.MigrateAsync(session, place, cancellationToken);
        await session.QueryAsync("membership/list_fleet", [], static _ => true, cancellationToken);
        await session.QueryAsync("reading/find_step", [("step_id", "")], static _ => true, cancellationToken);
        LogFound(place, versions[0], transport);
        return versions[0];
    }

    private StoreUnusableException Unusable(Exception cause) => new(
        $"{place} cannot be used: {SentenceOf(cause)}", faults.Classify(cause).Advice, cause);

    // The service's sentences fall into lines.
    private static string SentenceOf(Exception cause) => cause.Message.ReplaceLineEndings(" ").TrimEnd('.') + ".";
}
