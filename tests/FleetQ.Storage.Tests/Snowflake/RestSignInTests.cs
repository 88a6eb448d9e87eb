using System.Security.Cryptography;

using FleetQ.Storage.Snowflake.Rest;

using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace FleetQ.Storage.Tests.Snowflake;

/// <summary>How a pod proves who it is, and what it does when that is refused. No message shows a secret.</summary>
public sealed class RestSignInTests : IDisposable
{
    private const string Secret = "s3cret";

    private readonly SqlApiFactory factory = RestTesting.NewFactory();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleetq-keys-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        factory.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("oauth", "OAUTH")]
    [InlineData("programmatic_access_token", "PROGRAMMATIC_ACCESS_TOKEN")]
    public async Task A_token_file_that_was_renewed_heals_a_refused_token_without_a_restart(
        string authenticator, string type)
    {
        var valid = "first";
        var file = Write("token", "first\n");
        await using var service = new ScriptedService(request => request.Authorization == $"Bearer {valid}"
            ? new(200, ScriptedService.OneRow)
            : new(401, """{"code": "390318", "message": "OAuth access token expired."}"""));
        var connectionString = service.Place + $"authenticator={authenticator};token_file_path={file}";
        Assert.Equal(1L, await AskAsync(connectionString));

        valid = "second";
        var refused = await Assert.ThrowsAsync<SqlApiException>(() => AskAsync(connectionString));
        Write("token", "second");

        Assert.Equal((390318, SqlApiEffect.None), (refused.ErrorCode, refused.Effect));
        Assert.Equal(1L, await AskAsync(connectionString));
        Assert.Equal(
            ["Bearer first", "Bearer first", "Bearer first", "Bearer second"],
            service.Requests.Select(static request => request.Authorization));
        Assert.All(service.Requests, request => Assert.Equal(type, request.TokenType));
    }

    [Fact]
    public async Task A_key_that_was_replaced_in_its_file_is_used_after_a_refusal()
    {
        using var old = RSA.Create(2048);
        using var replacement = RSA.Create(2048);
        var file = Write("key", old.ExportPkcs8PrivateKeyPem());
        var print = PrintOf(old);
        await using var service = new ScriptedService(
            request => IssuerOf(request).EndsWith(print, StringComparison.Ordinal)
                ? new(200, ScriptedService.OneRow)
                : new(401, """{"code": "390144", "message": "JWT token is invalid."}"""));
        var connectionString = service.Place + $"authenticator=snowflake_jwt;private_key_file={file}";
        Assert.Equal(1L, await AskAsync(connectionString));

        print = PrintOf(replacement);
        Write("key", replacement.ExportPkcs8PrivateKeyPem());

        Assert.Equal(1L, await AskAsync(connectionString));
    }

    [Fact]
    public void A_signed_token_says_what_the_service_wants_and_is_renewed_before_it_ends()
    {
        using var rsa = RSA.Create(2048);
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var time = new FakeTimeProvider(start);
        var address = SqlApiAddress.Parse(
            $"account=xy12345.eu-west-1;user=ann;private_key_file={Write("key", rsa.ExportRSAPrivateKeyPem())}");
        var signIn = address.CreateSignIn(time);

        var first = signIn.GetToken();
        time.Advance(TimeSpan.FromMinutes(49));
        var same = signIn.GetToken();
        time.Advance(TimeSpan.FromMinutes(2));
        var second = signIn.GetToken();

        Assert.Equal("KEYPAIR_JWT", signIn.TokenType);
        Assert.Equal(first, same);
        Assert.NotEqual(first, second);
        var token = new JsonWebToken(first);
        Assert.Equal(("RS256", "XY12345.ANN"), (token.Alg, token.Subject));
        Assert.Equal($"XY12345.ANN.SHA256:{PrintOf(rsa)}", token.Issuer);
        Assert.Equal((start, start.AddMinutes(55)), (token.IssuedAt, token.ValidTo));
        Assert.Equal(start.AddMinutes(51).UtcDateTime, new JsonWebToken(second).IssuedAt);
    }

    [Fact]
    public void An_encrypted_key_is_read_with_its_passphrase_only()
    {
        using var rsa = RSA.Create(2048);
        var file = Write("key", rsa.ExportEncryptedPkcs8PrivateKeyPem(
            Secret, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        var plain = Write("plain", rsa.ExportPkcs8PrivateKeyPem());

        var token = SignIn($"private_key_file={file};private_key_pwd={Secret}").GetToken();

        Assert.EndsWith(PrintOf(rsa), new JsonWebToken(token).Issuer, StringComparison.Ordinal);
        AssertRefused(270052, file, $"private_key_file={file}");
        AssertRefused(270052, file, $"private_key_file={file};private_key_pwd=not-{Secret}");
        AssertRefused(270052, plain, $"private_key_file={plain};private_key_pwd={Secret}");
    }

    [Fact]
    public void A_public_or_a_short_key_signs_nothing()
    {
        using var rsa = RSA.Create(2048);
        using var small = RSA.Create(1024);

        AssertRefused(270052, "2048", $"private_key_file={Write("public", rsa.ExportSubjectPublicKeyInfoPem())}");
        AssertRefused(270052, "2048", $"private_key_file={Write("short", small.ExportPkcs8PrivateKeyPem())}");
    }

    [Theory]
    [InlineData(270052, "'/not/there'", "private_key_file=/not/there")]
    [InlineData(270052, "'/not/there'", "authenticator=oauth;token_file_path=/not/there")]
    [InlineData(270052, "PEM", "private_key=s3cret")]
    [InlineData(270006, "'token'", "authenticator=oauth")]
    [InlineData(270006, "'private_key_file'", "authenticator=snowflake_jwt")]
    [InlineData(270011, "'snowflake'", "password=s3cret")]
    [InlineData(270011, "'externalbrowser'", "authenticator=externalbrowser")]
    public void What_is_missing_is_named_when_the_connection_opens(int number, string fact, string signIn)
    {
        AssertRefused(number, fact, signIn);
    }

    [Theory]
    [InlineData(270006, "account", "user=u;token=s3cret")]
    [InlineData(270008, "name=value", "account=a;s3cret;user=u")]
    [InlineData(270055, "port", "account=a;user=u;port=s3cret;token=t")]
    [InlineData(270055, "https", "account=a;user=u;scheme=http;token=s3cret")]
    [InlineData(270055, "scheme", "account=a;user=u;scheme=s3cret;token=t")]
    [InlineData(270055, "host", "account=a;host=s3cret/x;token=t")]
    public void An_address_that_is_wrong_is_told_without_its_secrets(int number, string fact, string connectionString)
    {
        using var connection = factory.CreateConnection();
        connection.ConnectionString = connectionString;

        var exception = Assert.Throws<SqlApiException>(connection.Open);

        Assert.Equal((number, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
        Assert.Contains(fact, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account=my_org-acct;token=t", "https://my-org-acct.snowflakecomputing.com/")]
    [InlineData("account=xy1.eu-west-1;token=t", "https://xy1.eu-west-1.snowflakecomputing.com/")]
    [InlineData("account=a;host=db.example.com;port=8443;token=t", "https://db.example.com:8443/")]
    public void An_account_is_found_at_its_host(string connectionString, string origin)
    {
        Assert.Equal(new Uri(origin), SqlApiAddress.Parse(connectionString).Origin);
    }

    private static ISqlApiSignIn SignIn(string parts) =>
        SqlApiAddress.Parse($"account=acme;user=ann;{parts}").CreateSignIn(TimeProvider.System);

    private static string PrintOf(RSA key) =>
        Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private static string IssuerOf(ScriptedService.Request request) =>
        new JsonWebToken(request.Authorization["Bearer ".Length..]).Issuer;

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void AssertRefused(int number, string fact, string parts)
    {
        using var connection = factory.CreateConnection();
        connection.ConnectionString = $"account=acme;user=ann;{parts}";

        var exception = Assert.Throws<SqlApiException>(connection.Open);

        Assert.Equal((number, SqlApiEffect.None), (exception.ErrorCode, exception.Effect));
        Assert.Contains(fact, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    private async Task<object?> AskAsync(string connectionString)
    {
        await using var connection = factory.CreateConnection();
        connection.ConnectionString = connectionString;
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        return await command.ExecuteScalarAsync(Token);
    }
}
