using Microsoft.Extensions.DependencyInjection;

namespace FleetQ.Sdk.Testing.Tests.Handlers;

/// <summary>The set-up of this test program, as a plugin has one.</summary>
public sealed class TestPlugin : IPlugin
{
    public void Configure(PluginSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.Services.AddSingleton<IMailbox>(new PlainMailbox(setup.Configuration["Mailbox"] ?? "default"));
        setup.Services.AddSingleton(setup.Bind<MailSettings>());
        setup.AddHandler<PlainHandler>(new StepHandlerAttribute("plain.by-setup"));
    }
}
