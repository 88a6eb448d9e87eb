using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FleetQ.TestKit;
using FleetQ.TestKit.Fleet;

namespace FleetQ.Host.Tests.Logging;

public sealed class BlockedOutputTests
{
    private const int Steps = 2_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_whose_output_nobody_reads_does_its_work_and_ends()
    {
        var folder = Directory.CreateTempSubdirectory("fleetq-host-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        using var process = Process.Start(StartOf(folder, address))!;
        using var http = new HttpClient();
        await Eventually.HoldsAsync(
            "the host is ready", Eventually.LongPatience, () => IsReadyAsync(http, address), Token);

        var steps = string.Join(',', Enumerable.Repeat("""{"type":"echo"}""", Steps));
        using var body = new StringContent($$"""{"steps":[{{steps}}]}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(address, "/submit/batch"), body, Token);
        await Eventually.HoldsAsync(
            "all steps have completed",
            Eventually.LongPatience,
            async () => await CountCompletedAsync(http, address) == Steps,
            Token);
        HostSignal.Send(process.Id, HostSignal.Terminate);
        await process.WaitForExitAsync(Token).WaitAsync(Eventually.LongPatience, Token);

        Assert.Equal(0, process.ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    // Each step makes more lines at this level than fit into a pipe together.
    private static ProcessStartInfo StartOf(string folder, Uri address)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "test-host", "FleetQ.Host"))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["FLEET_Q_API_PORT"] = address.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FLEET_Q_LOG_LEVEL"] = "DEBUG";
        start.Environment["FLEET_Q_LOG_FORMAT"] = "json";
        return start;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"), Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<int> CountCompletedAsync(HttpClient http, Uri address)
    {
        var text = await http.GetStringAsync(new Uri(address, "/admin/queue"), Token);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("completed").GetInt32();
    }
}
