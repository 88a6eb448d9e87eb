namespace FleetQ.Sdk;

/// <summary>Runs the attempts of steps that end without a result of their own.</summary>
/// <typeparam name="TArgs">What the step's JSON arguments are read into; a record of plain properties is
/// best.</typeparam>
/// <remarks>
/// The host makes one instance for each attempt, in a service scope of its own, so a handler may keep state in
/// fields. An attempt may run again after a crash or a partition, even while an earlier one still runs:
/// pass <see cref="StepContext.IdempotencyKey"/> or <see cref="StepContext.ClaimEpoch"/> to systems outside the store.
/// </remarks>
public interface IStepHandler<in TArgs>
{
    /// <summary>Runs one attempt.</summary>
    /// <param name="args">The step's arguments; never null.</param>
    /// <param name="context">What the host knows of this attempt.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the step is cancelled, its timeout passes, the pod drains or the pod has lost the claim.
    /// </param>
    /// <returns>
    /// How the attempt ended. An exception instead is a failed attempt, retried while retries are left.
    /// </returns>
    Task<StepResult> HandleAsync(TArgs args, StepContext context, CancellationToken cancellationToken);
}

/// <summary>Runs the attempts of steps that end with a result.</summary>
/// <typeparam name="TArgs">What the step's JSON arguments are read into; a record of plain properties is
/// best.</typeparam>
/// <typeparam name="TResult">What is written as the step's JSON result, 1 MiB at most.</typeparam>
/// <inheritdoc cref="IStepHandler{TArgs}" path="/remarks"/>
public interface IStepHandler<in TArgs, TResult>
{
    /// <inheritdoc cref="IStepHandler{TArgs}.HandleAsync"/>
    Task<StepResult<TResult>> HandleAsync(TArgs args, StepContext context, CancellationToken cancellationToken);
}
