using System.ComponentModel.DataAnnotations;

namespace FleetQ.Sdk.Testing.Tests.Handlers;

/// <summary>What an operator sets for the handlers.</summary>
public sealed class MailSettings
{
    [Range(1, 10)]
    public int Copies { get; set; } = 1;
}
