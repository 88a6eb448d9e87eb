using System.Data.Common;

namespace FleetQ.Storage;

/// <summary>Runs an operation whose change and whose answer are two statements.</summary>
/// <remarks>
/// The change marks its rows with a token that nobody else has, and the second statement reads the rows with that mark.
/// Nothing is decided by what is read alone: when fewer rows are read than were changed, because the answer came from
/// an older state or somebody wrote them since, the answer is not known.
/// </remarks>
internal static class SqlOperation
{
    /// <summary>The parameter that holds the token; the session gives it, not the caller.</summary>
    public const string Token = "token";

    // A look again is cheap beside not knowing: it finds what an older state did not show.
    private const int LooksMax = 3;

    public static async Task<IReadOnlyList<T>> ReadBackAsync<T>(
        string operation, int changed, Func<Task<IReadOnlyList<T>>> readAsync)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                var rows = await readAsync();
                if (rows.Count >= changed)
                {
                    return rows;
                }

                if (look == LooksMax)
                {
                    throw new SqlHalfDoneException(operation, changed, rows.Count, cause: null);
                }
            }
            catch (DbException exception)
            {
                if (look == LooksMax)
                {
                    throw new SqlHalfDoneException(operation, changed, readBack: 0, exception);
                }
            }
        }
    }
}
