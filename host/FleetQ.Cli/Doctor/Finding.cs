using System.Text.Json.Serialization;

namespace FleetQ.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Where">What it is of: a setting, a file, a pod.</param>
/// <param name="What">What was found.</param>
/// <param name="Cure">What to do; null where nothing is to be done.</param>
internal sealed record Finding(Severity Severity, string Where, string What, string? Cure)
{
    public static Finding Ok(string where, string what) => new(Severity.Ok, where, what, Cure: null);

    public static Finding Note(string where, string what) => new(Severity.Note, where, what, Cure: null);

    public static Finding Warning(string where, string what, string cure) => new(Severity.Warning, where, what, cure);

    public static Finding Problem(string where, string what, string cure) => new(Severity.Problem, where, what, cure);

    /// <summary>A sentence that says both what is wrong and what to do.</summary>
    public static Finding Problem(string where, string sentence) => new(Severity.Problem, where, sentence, Cure: null);
}

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(SeverityWords))]
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Good to know.</summary>
    Note,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Problem,
}

/// <summary>Severities as words in lower case.</summary>
internal sealed class SeverityWords() : JsonStringEnumConverter<Severity>(
    System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
