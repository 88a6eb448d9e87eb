-- Settings that a database keeps. auto_vacuum takes hold only before the first table is there.
-- Columns: journal_mode that is now in force; another word than wal means that the file cannot have one.
pragma auto_vacuum = incremental;
pragma journal_mode = wal;
