using Microsoft.Extensions.Logging;

namespace FleetQ.Sdk.Testing;

/// <summary>A line that was logged.</summary>
/// <param name="Level">How grave it is.</param>
/// <param name="Category">Who wrote it.</param>
/// <param name="Message">The text, its values filled in.</param>
/// <param name="Failure">The exception that came with it; null when none did.</param>
public sealed record LogLine(LogLevel Level, string Category, string Message, Exception? Failure);
