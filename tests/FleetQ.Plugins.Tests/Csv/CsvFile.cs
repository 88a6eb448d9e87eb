using System.Text;
using FleetQ.Plugins.Csv;
using FleetQ.Sdk;

namespace FleetQ.Plugins.Tests.Csv;

/// <summary>Profiles texts as if they were files.</summary>
internal static class CsvFile
{
    public static async Task<CsvProfile> ProfileAsync(string text, CsvProfileArgs? args = null) =>
        (await RunAsync(Encoding.UTF8.GetBytes(text), args)).Value!;

    public static async Task<StepResult> FailAsync(string text, CsvProfileArgs? args = null) =>
        (await RunAsync(Encoding.UTF8.GetBytes(text), args)).End;

    public static async Task<StepResult<CsvProfile>> RunAsync(byte[] bytes, CsvProfileArgs? args = null)
    {
        using var folder = new TempFolder();
        folder.Write("data.csv", bytes);
        return await new CsvProfileHandler(new(folder.FullPath)).HandleAsync(
            (args ?? new(null)) with { Path = "data.csv" },
            new FakeStepContext(),
            TestContext.Current.CancellationToken);
    }
}
