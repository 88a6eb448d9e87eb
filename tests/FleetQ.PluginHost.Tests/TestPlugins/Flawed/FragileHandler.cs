using FleetQ.Sdk;
using Microsoft.Extensions.Configuration;

namespace Flawed;

/// <summary>Cannot be made while the file exists that its settings name.</summary>
[StepHandler("flawed.fragile")]
public sealed class FragileHandler : IStepHandler<FlawedArgs>
{
    /// <summary>Looks at the file.</summary>
    public FragileHandler(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (File.Exists(configuration["BrokenWhile"]))
        {
            throw new InvalidOperationException("the licence server is away");
        }
    }

    /// <inheritdoc/>
    public Task<StepResult> HandleAsync(FlawedArgs args, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Completed);
}
