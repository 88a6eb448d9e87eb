using System.Collections;
using System.Reflection;
using System.Runtime.ExceptionServices;
using FleetQ.Host;
using FleetQ.Host.Logging;
using FleetQ.Host.Settings;

var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
    .InformationalVersion.Split('+')[0];
switch (args)
{
    case []:
        break;
    case ["--version"]:
        Terminal.Write(version);
        return 0;
    case ["--print-configuration"]:
        Terminal.Write(SettingsDocument.ToMarkdown().TrimEnd());
        return 0;
    default:
        Terminal.WriteError(
            "FleetQ.Host takes its settings from variables (docs/configuration.md), and only --version or "
            + "--print-configuration.");
        return 1;
}

HostSettings? settings = null;
try
{
    var random = new Random();
    var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(static entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value));
    var configuration = new HostConfiguration(variables);
    settings = SettingsLoader.Load(configuration.Settings, LogFormats.ForThisPlace());
    var identity = new HostIdentity(settings.PodId ?? PodNames.New(random), version);
    await using var output = new LogOutput(
        settings.LogFormat, settings.LogLevel, identity.PodId.Value, TimeProvider.System);
    var unhandled = new UnhandledExceptions();
    ExceptionHandling.SetUnhandledExceptionHandler(unhandled.Contain);
    var surroundings = new HostSurroundings(
        TimeProvider.System, random, output.Loggers, configuration.ReadPluginSettings(), Unhandled: unhandled);
    await using var host = await Composition.ComposeAsync(settings, identity, surroundings, CancellationToken.None);
    await HostRun.RunAsync(host.App);
    return 0;
}
catch (Exception failure) when (StartFailure.Explain(failure, settings) is { Length: > 0 } explanation)
{
    Terminal.WriteError(explanation);
    return 1;
}
