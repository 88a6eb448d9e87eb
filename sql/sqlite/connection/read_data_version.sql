-- Reads a number that changes when another connection, of any process, commits. Columns: data_version. Always one row.
pragma data_version
