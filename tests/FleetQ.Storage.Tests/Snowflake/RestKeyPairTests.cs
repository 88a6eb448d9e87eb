using System.Security.Cryptography;

using FleetQ.Storage.Snowflake.Rest;
using FleetQ.TestKit.Stores;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>A key pair, checked by a service that knows the public key.</summary>
public sealed class RestKeyPairTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-keys-");
    private readonly SqlApiFactory factory = RestTesting.NewFactory();
    private readonly RSA key = RSA.Create(2048);
    private SnowflakeEmulator? emulator;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        SnowflakeEngine.RequireEmulator();
        var file = Path.Combine(folder.FullName, "public.pem");
        await File.WriteAllTextAsync(file, key.ExportSubjectPublicKeyInfoPem(), Token);
        emulator = await SnowflakeEmulator.StartAsync("--user", "ann", "--public-key", file);
    }

    public async ValueTask DisposeAsync()
    {
        if (emulator is not null)
        {
            await emulator.DisposeAsync();
        }

        key.Dispose();
        factory.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Its_owner_is_let_in()
    {
        Assert.Equal(1L, await AskAsync(key));
    }

    [Fact]
    public async Task Somebody_else_is_refused_and_nothing_is_run()
    {
        using var other = RSA.Create(2048);

        var exception = await Assert.ThrowsAsync<SqlApiException>(() => AskAsync(other));

        Assert.Equal((390144, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
        Assert.Empty(await emulator!.ReadStatementsAsync());
    }

    private async Task<object?> AskAsync(RSA owner)
    {
        var file = Path.Combine(folder.FullName, "private.pem");
        await File.WriteAllTextAsync(file, owner.ExportPkcs8PrivateKeyPem(), Token);
        await using var connection = factory.CreateConnection();
        connection.ConnectionString =
            $"account=emu;user=ann;host=127.0.0.1;port={emulator!.Port};scheme=http;private_key_file={file}";
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        return await command.ExecuteScalarAsync(Token);
    }
}
