using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;

using Microsoft.Extensions.Logging;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>
/// Snowflake through its SQL API v2: nothing to install, a token with each request, no session. Connection strings are
/// the official driver's, with <c>token_file_path</c> beside <c>token</c>. Thread-safe. Disposing closes all HTTP
/// connections.
/// </summary>
/// <remarks>
/// Sign-in by <c>authenticator</c>: <c>snowflake_jwt</c> (private_key_file or private_key, private_key_pwd),
/// <c>oauth</c>, <c>programmatic_access_token</c> (token or token_file_path). A file is read again when the service
/// refuses what it held.
/// </remarks>
public sealed class SqlApiFactory : DbProviderFactory, IDisposable
{
    // The service cuts a result into partitions far below this.
    private const long AnswerBytesMax = 128 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, SqlApiTarget> targets = new(StringComparer.Ordinal);
    private readonly HttpClient http;
    private readonly SqlApiRepeats repeats;
    private readonly TimeProvider time;

    /// <summary>Makes connections that share their HTTP connections.</summary>
    public SqlApiFactory(TimeProvider time, Random random, ILogger<SqlApiFactory> logger)
        : this(time, random, logger, AnswerBytesMax)
    {
    }

    internal SqlApiFactory(TimeProvider time, Random random, ILogger<SqlApiFactory> logger, long answerBytesMax)
    {
        this.time = time;
        repeats = new SqlApiRepeats(time, random, logger);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // The service moves between addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        http = new HttpClient(handler)
        {
            MaxResponseContentBufferSize = answerBytesMax,
            // Each try has its own limit.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var version = typeof(SqlApiFactory).Assembly.GetName().Version?.ToString(fieldCount: 3);
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("FleetQ", version));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new SqlApiConnection(this);

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new SqlApiCommand(connection: null);

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new SqlApiParameter();

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    internal SqlApiTarget GetTarget(string connectionString) =>
        targets.GetOrAdd(connectionString, static (text, self) => self.NewTarget(text), this);

    private SqlApiTarget NewTarget(string connectionString)
    {
        var address = SqlApiAddress.Parse(connectionString);
        var signIn = address.CreateSignIn(time);
        // A key that cannot be read fails the opening, not the first statement.
        signIn.GetToken();
        var wire = new SqlApiWire(http, address.Origin, signIn, repeats, time);
        return new SqlApiTarget(address, new SqlApiClient(wire, time));
    }
}
