using Microsoft.Data.Sqlite;

namespace FleetQ.Storage.Tests.Sqlite;

/// <summary>A raw connection, for tests that look behind the ports.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection connection;

    private SqliteDatabase(SqliteConnection connection) => this.connection = connection;

    public static SqliteDatabase Open(string path)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return new SqliteDatabase(connection);
    }

    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Reads all rows, each as its columns with a bar between; parameters that the text names are null.
    /// </summary>
    public IReadOnlyList<string> Read(string sql, params string[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter, DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join('|', values));
        }

        return rows;
    }

    public void Dispose() => connection.Dispose();
}
