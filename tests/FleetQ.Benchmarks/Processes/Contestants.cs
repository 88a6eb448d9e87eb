using System.Globalization;
using FleetQ.Benchmarks.Isolation;
using FleetQ.Benchmarks.Postgres;
using FleetQ.Benchmarks.Rivals;

namespace FleetQ.Benchmarks.Processes;

/// <summary>The contestants of .NET, each in a process of its own: this program with other arguments.</summary>
internal static class Contestants
{
    internal const string Verb = "--contestant";

    /// <summary>Starts one.</summary>
    internal static Task<ContestantProcess> StartAsync(
        string name, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        ContestantProcess.StartAsync(Environment.ProcessPath!, [Verb, name, .. arguments], cancellationToken);

    /// <summary>Is one, until the input is closed.</summary>
    internal static async Task<int> RunAsync(string name, string[] arguments)
    {
        using var stopping = new CancellationTokenSource();
        var running = name switch
        {
            "reference" => DrainByHandAsync(arguments, stopping.Token),
            "hangfire" => HangfireDrain.RunAsync(arguments[0], stopping.Token),
            "rpc" => RpcDispatch.ServeAsync(arguments[0], stopping.Token),
            "quartz" => QuartzDrain.RunAsync(arguments[0], stopping.Token),
            _ => throw new ArgumentException($"There is no contestant '{name}'."),
        };
        await Console.In.ReadToEndAsync(CancellationToken.None);
        await stopping.CancelAsync();
        await running;
        return 0;
    }

    private static async Task DrainByHandAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var batch = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        await using var drain = await ReferenceDrain.OpenAsync(arguments[0], batch, cancellationToken);
        await Console.Out.WriteLineAsync(ContestantProcess.Ready);
        await drain.RunAsync(cancellationToken);
    }
}
