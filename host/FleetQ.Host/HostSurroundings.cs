using FleetQ.Engine.Dispatching;

namespace FleetQ.Host;

/// <summary>What a host is given from outside.</summary>
/// <param name="Time">Its clock.</param>
/// <param name="Random">Its source of chance.</param>
/// <param name="Loggers">Where it logs.</param>
/// <param name="Configuration">Where plugins find their own settings.</param>
/// <param name="Handlers">Handlers that are part of the program, beside those of its plugins; null for none.</param>
/// <param name="Unhandled">Contains exceptions that nobody catches; null where the program does not let it.</param>
internal sealed record HostSurroundings(
    TimeProvider Time,
    Random Random,
    ILoggerFactory Loggers,
    IConfiguration Configuration,
    IHandlerRoutes? Handlers = null,
    UnhandledExceptions? Unhandled = null);
