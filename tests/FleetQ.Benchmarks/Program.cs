using FleetQ.Benchmarks;
using FleetQ.Benchmarks.Processes;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

// A contestant that runs in a process of its own is this program again.
return args is [Contestants.Verb, var name, .. var rest]
    ? await Contestants.RunAsync(name, rest)
    : await Asking.RunAsync(args, stopping.Token);
