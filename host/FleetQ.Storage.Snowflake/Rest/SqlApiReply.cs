using System.Net;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>A success, or the promise of one.</summary>
/// <param name="Status">200 or 202.</param>
/// <param name="Body">JSON, uncompressed.</param>
internal sealed record SqlApiReply(HttpStatusCode Status, byte[] Body);
