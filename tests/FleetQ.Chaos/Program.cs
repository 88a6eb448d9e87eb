using FleetQ.Chaos;

ChaosOptions options;
try
{
    options = ChaosOptions.Parse(args);
}
catch (FormatException problem)
{
    await Console.Error.WriteLineAsync($"{problem.Message}\n{ChaosOptions.Usage}");
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

var folder = options.Keep is { } named
    ? Directory.CreateDirectory(named).FullName
    : Directory.CreateTempSubdirectory("fleetq-chaos-").FullName;
var report = await new ChaosRun(options, folder).RunAsync(stopping.Token);
Console.WriteLine(report);
if (options.Rows is { } rows)
{
    await File.AppendAllTextAsync(rows, report.ToRow() + '\n');
}

if (report.IsGood && options.Keep is null)
{
    Directory.Delete(folder, recursive: true);
}
else
{
    Console.WriteLine($"History, trace and logs: {folder}");
}

// A run that broke no rule and proved nothing is neither good nor bad.
return report.IsGood ? 0 : report.Violations.Count > 0 ? 1 : 3;
