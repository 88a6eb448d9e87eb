using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace FleetQ.Simulation.Tests.Fleet;

/// <summary>
/// Turns SQLite's clock, which the store's statements read by <c>unixepoch</c>, into that of the seed that runs on the
/// thread: each connection of this process gets a function of that name, which stands before the built-in one.
/// </summary>
internal static unsafe partial class SqliteClock
{
    private const string Library = "e_sqlite3";
    private const int Utf8 = 1;

    [ThreadStatic]
    private static TimeProvider? clock;

    private static readonly int Refusal = AddAutoExtension(&OnOpened);

    /// <summary>Sets the clock of all statements that run on this thread from now on.</summary>
    public static void Set(TimeProvider time) =>
        clock = Refusal == 0 ? time : throw new InvalidOperationException($"SQLite takes no extension: {Refusal}.");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpened(nint database, nint message, nint routines)
    {
        fixed (byte* name = "unixepoch\0"u8)
        {
            return CreateFunction(database, name, argumentCount: 1, Utf8, app: 0, &Tell, step: 0, final: 0, destroy: 0);
        }
    }

    // A statement on another thread would be one whose time no seed draws.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Tell(nint context, int argumentCount, nint arguments)
    {
        if (clock is null)
        {
            AnswerNoMemory(context);
        }
        else
        {
            AnswerDouble(context, clock.GetUtcNow().ToUnixTimeMilliseconds() / 1_000.0);
        }
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_auto_extension")]
    private static partial int AddAutoExtension(delegate* unmanaged[Cdecl]<nint, nint, nint, int> onOpened);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_function_v2")]
    private static partial int CreateFunction(
        nint database,
        byte* name,
        int argumentCount,
        int encoding,
        nint app,
        delegate* unmanaged[Cdecl]<nint, int, nint, void> function,
        nint step,
        nint final,
        nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_double")]
    private static partial void AnswerDouble(nint context, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error_nomem")]
    private static partial void AnswerNoMemory(nint context);
}
