using System.CommandLine;
using FleetQ.Cli.Output;

namespace FleetQ.Cli;

/// <summary>What every verb takes.</summary>
internal static class GlobalOptions
{
    public const string UrlVariable = "FLEETQ_URL";
    public const string ApiKeyVariable = "FLEETQ_API_KEY";
    public const string UrlDefault = "http://127.0.0.1:8000";

    public static Option<string?> Url { get; } = new("--url")
    {
        Description =
            $"Where a pod listens; several with commas. Else {UrlVariable}, else {UrlDefault}.",
        HelpName = "url",
        Recursive = true,
    };

    public static Option<string?> ApiKey { get; } = new("--api-key")
    {
        Description = $"The API key. Else {ApiKeyVariable}, which no list of processes shows.",
        HelpName = "key",
        Recursive = true,
    };

    public static Option<string> Form { get; } = MakeForm();

    public static Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Writes no colours; so does the variable NO_COLOR.",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Url, ApiKey, Form, NoColor];

    private static Option<string> MakeForm()
    {
        var form = new Option<string>("--output", "-o")
        {
            Description = "How answers look: tables for people, or JSON for programs.",
            DefaultValueFactory = static _ => Display.Table,
            Recursive = true,
        };
        form.AcceptOnlyFromAmong(Display.Table, Display.Json);
        return form;
    }
}
