using System.CommandLine;
using FleetQ.Cli.Output;
using FleetQ.Client;

namespace FleetQ.Cli.Verbs;

/// <summary>One call of a verb: what was typed, and where to show the answer.</summary>
internal sealed class VerbCall
{
    private readonly ParseResult parsed;

    public VerbCall(ParseResult parsed, Surroundings surroundings)
    {
        this.parsed = parsed;
        Surroundings = surroundings;
        Display = new Display(
            surroundings.Terminal,
            parsed.GetValue(GlobalOptions.Form) == Display.Json,
            !parsed.GetValue(GlobalOptions.NoColor) && surroundings.Find("NO_COLOR") is null);
    }

    public Surroundings Surroundings { get; }

    public Display Display { get; }

    /// <summary>Whether somebody said where the fleet is.</summary>
    public bool HasUrl =>
        parsed.GetValue(GlobalOptions.Url) is not null || Surroundings.Find(GlobalOptions.UrlVariable) is not null;

    /// <summary>The addresses as they were given, or the default.</summary>
    public string Url => parsed.GetValue(GlobalOptions.Url)
        ?? Surroundings.Find(GlobalOptions.UrlVariable)
        ?? GlobalOptions.UrlDefault;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>A client of the fleet.</summary>
    /// <param name="attempts">How often a request is tried.</param>
    /// <exception cref="UsageException">What was given is no address.</exception>
    /// <param name="address">Where it is; null for where the caller said.</param>
    public FleetQClient NewClient(int attempts = 3, string? address = null)
    {
        var url = address ?? Url;
        try
        {
            return new FleetQClient(new FleetQClientOptions
            {
                Addresses = AddressesOf(url),
                ApiKey = parsed.GetValue(GlobalOptions.ApiKey) ?? Surroundings.Find(GlobalOptions.ApiKeyVariable),
                Attempts = attempts,
                Time = Surroundings.Time,
            });
        }
        catch (ArgumentException)
        {
            throw new UsageException($"'{url}' is no address of a pod; it looks like {GlobalOptions.UrlDefault}.");
        }
    }

    private static Uri[] AddressesOf(string url) =>
    [
        .. url.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static address => Uri.TryCreate(address, UriKind.Absolute, out var uri)
                ? uri
                : throw new ArgumentException(address, nameof(url))),
    ];
}
