namespace FleetQ.Storage;

/// <summary>
/// An operation of two statements changed something, and what it changed could not be read back: its answer is not
/// known.
/// </summary>
public sealed class SqlHalfDoneException(string operation, int changed, int readBack, Exception? cause)
    : Exception(
        cause?.Message ?? $"'{operation}' changed {changed} rows, and {readBack} of them could be read back.", cause);
