namespace FleetQ.Sdk.Analyzers.Tests.Support;

/// <summary>The text of a plugin with one handler.</summary>
internal static class HandlerText
{
    /// <param name="body">The statements of an async HandleAsync.</param>
    /// <param name="members">What else stands in the class.</param>
    /// <param name="token">How the token's parameter is written.</param>
    public static string Of(string body, string members = "", string token = "cancellationToken") => $$"""
        [StepHandler("acme.send")]
        public sealed class SendHandler : IStepHandler<JsonElement>
        {
            {{members}}
            public async Task<StepResult> HandleAsync(
                JsonElement args, StepContext context, CancellationToken {{token}})
            {
                {{body}}
                return StepResult.Completed;
            }
        }
        """;
}
