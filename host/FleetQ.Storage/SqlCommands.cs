using System.Data.Common;

namespace FleetQ.Storage;

/// <summary>The one door from text to database: only files of a catalog pass it.</summary>
public static class SqlCommands
{
    /// <summary>Makes a command of a catalog's file.</summary>
    public static DbCommand Create(DbConnection connection, SqlCatalog catalog, string name)
    {
        var command = connection.CreateCommand();
        command.CommandText = catalog.Get(name);
        return command;
    }

    /// <summary>Makes a command of each request that a script of a catalog takes.</summary>
    public static IEnumerable<DbCommand> CreateAll(DbConnection connection, SqlCatalog catalog, string name)
    {
        var script = catalog.Find(name);
        foreach (var text in catalog.Dialect.TakesOneStatement ? script.Statements : [script.Text])
        {
            var command = connection.CreateCommand();
            command.CommandText = text;
            yield return command;
        }
    }
}
