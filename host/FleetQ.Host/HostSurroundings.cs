namespace FleetQ.Host;

/// <summary>What a host is given from outside.</summary>
/// <param name="Time">Its clock.</param>
/// <param name="Random">Its source of chance.</param>
/// <param name="Loggers">Where it logs.</param>
/// <param name="Configuration">Where plugins find their own settings.</param>
internal sealed record HostSurroundings(
    TimeProvider Time, Random Random, ILoggerFactory Loggers, IConfiguration Configuration);
