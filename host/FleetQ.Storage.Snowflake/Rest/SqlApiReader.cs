using System.Collections;
using System.Data.Common;
using System.Text.Json;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>Reads a result, partition by partition; each is fetched when the one before it is used up.</summary>
internal sealed partial class SqlApiReader : DbDataReader
{
    private readonly SqlApiClient client;
    private readonly DbConnection? owned;
    private readonly Queue<string> parts;
    private SqlApiResult result;
    private JsonDocument? partition;
    private JsonElement.ArrayEnumerator rows;
    private JsonElement row;
    private int partitionsRead;
    private bool isOnRow;
    private bool isClosed;

    /// <summary>Reads a result.</summary>
    /// <param name="client">Fetches what is missing.</param>
    /// <param name="result">Disposed with the reader.</param>
    /// <param name="owned">Closed with the reader; null: nothing.</param>
    public SqlApiReader(SqlApiClient client, SqlApiResult result, DbConnection? owned)
    {
        this.client = client;
        this.owned = owned;
        this.result = result;
        parts = new Queue<string>(result.Parts);
        Enter(result);
    }

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => result.Columns.Count;

    /// <inheritdoc/>
    public override bool HasRows => result.Rows.GetArrayLength() > 0;

    /// <inheritdoc/>
    public override bool IsClosed => isClosed;

    /// <inheritdoc/>
    public override int RecordsAffected => result.Changed is { } changed ? checked((int)changed) : -1;

    /// <inheritdoc/>
    public override bool Read() => ReadAsync(isAsync: false, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(isAsync: true, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override bool NextResult() =>
        NextResultAsync(isAsync: false, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        NextResultAsync(isAsync: true, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    /// <inheritdoc/>
    public override void Close()
    {
        if (!isClosed)
        {
            isClosed = true;
            isOnRow = false;
            partition?.Dispose();
            result.Dispose();
            owned?.Close();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> ReadAsync(bool isAsync, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        while (!rows.MoveNext())
        {
            isOnRow = false;
            if (partitionsRead >= result.Partitions)
            {
                return false;
            }

            var next = await client.GetPartitionAsync(result.Handle, partitionsRead, isAsync, cancellationToken);
            partition?.Dispose();
            partition = next;
            rows = SqlApiResult.RowsIn(next).EnumerateArray();
            partitionsRead++;
        }

        row = rows.Current;
        isOnRow = true;
        return true;
    }

    private async ValueTask<bool> NextResultAsync(bool isAsync, CancellationToken cancellationToken)
    {
        if (!parts.TryDequeue(out var handle))
        {
            return false;
        }

        var next = await client.GetResultAsync(handle, isAsync, cancellationToken);
        result.Dispose();
        Enter(next);
        return true;
    }

    private void Enter(SqlApiResult next)
    {
        result = next;
        partition?.Dispose();
        partition = null;
        partitionsRead = 1;
        rows = next.Rows.EnumerateArray();
        isOnRow = false;
    }
}
