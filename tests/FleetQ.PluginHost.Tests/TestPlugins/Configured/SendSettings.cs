using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Configured;

/// <summary>What an operator sets.</summary>
public sealed class SendSettings : IValidatableObject
{
    /// <summary>Where to send.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>Opens the door.</summary>
    [MinLength(8)]
    public string ApiKey { get; set; } = "not-a-real-key";

    /// <summary>A number with bounds.</summary>
    [Range(1, 100)]
    public int Batch { get; set; } = 10;

    /// <summary>A number with decimals.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>A type of the plugin's own.</summary>
    public SendMode Mode { get; set; }

    /// <summary>A span that may be absent.</summary>
    [ConfigurationKeyName("Patience")]
    public TimeSpan? Wait { get; set; }

    /// <summary>A list that cannot be replaced.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>A list that can.</summary>
    public IReadOnlyList<int> Ports { get; set; } = [];

    /// <summary>Settings by name.</summary>
    public IReadOnlyDictionary<string, SendLimit> Limits { get; set; } = new Dictionary<string, SendLimit>();

    /// <summary>Settings below settings.</summary>
    public SendLimit Whole { get; set; } = new() { PerMinute = 60, Burst = 5 };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Whole.Burst > Whole.PerMinute)
        {
            yield return new ValidationResult("must not let more through at once than in a minute", [nameof(Whole)]);
        }
    }
}

/// <summary>How many.</summary>
public sealed class SendLimit
{
    /// <summary>In a minute.</summary>
    [Range(1, 1000)]
    public int PerMinute { get; set; } = 1;

    /// <summary>At once.</summary>
    public int Burst { get; set; } = 1;
}

/// <summary>How to send.</summary>
public enum SendMode
{
    /// <summary>One by one.</summary>
    OneByOne,

    /// <summary>Together.</summary>
    Bulk,
}
