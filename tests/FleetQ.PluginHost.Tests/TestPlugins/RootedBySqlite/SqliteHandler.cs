using System.Text.Json;
using FleetQ.Sdk;
using Microsoft.Data.Sqlite;

namespace RootedBySqlite;

/// <summary>Opens a database.</summary>
[StepHandler("rooted.sqlite")]
public sealed class SqliteHandler : IStepHandler<JsonElement>
{
    /// <inheritdoc/>
    public async Task<StepResult> HandleAsync(
        JsonElement args, StepContext context, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        return StepResult.Completed;
    }
}
