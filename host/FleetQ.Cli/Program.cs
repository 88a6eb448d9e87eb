using FleetQ.Cli;
using FleetQ.Cli.Terminals;

return await CommandTree.RunAsync(args, new Surroundings(Terminal.OfThisProcess(), TimeProvider.System, new Random()));
