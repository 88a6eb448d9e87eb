using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FleetQ.Sdk;

namespace CachedTypes;

/// <summary>Arguments.</summary>
public sealed record CacheArgs([property: Required] string Name, IReadOnlyList<CacheArgs>? Parts);

/// <summary>Puts its own types into every cache of the framework that keeps types.</summary>
[StepHandler("cached.types")]
public sealed class CacheHandler : IStepHandler<CacheArgs, CacheArgs>
{
    private static readonly JsonSerializerOptions Own = new() { WriteIndented = true };

    /// <inheritdoc/>
    public Task<StepResult<CacheArgs>> HandleAsync(
        CacheArgs args, StepContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        Validator.ValidateObject(args, new ValidationContext(args), validateAllProperties: true);
        TypeDescriptor.GetProperties(args);
        TypeDescriptor.GetConverter(typeof(CacheArgs)).CanConvertFrom(typeof(string));
        var text = JsonSerializer.Serialize(args) + JsonSerializer.Serialize(args, Own);
        return Task.FromResult<StepResult<CacheArgs>>(args with { Name = $"{args.Name}{text.Length}" });
    }
}
