-- Turns the write-ahead log on, so that readers and the writer never wait for each other; a database keeps the setting.
-- Columns: journal_mode that is now in force; another word than wal means that the file cannot have one. Always one
-- row.
pragma journal_mode = wal
