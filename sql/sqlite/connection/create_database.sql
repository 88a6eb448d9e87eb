-- Settings that a new database keeps. auto_vacuum takes hold only before the first table is there.
pragma auto_vacuum = incremental
