-- Settings of a connection that only reads.
pragma query_only = on;
pragma foreign_keys = off;
pragma cache_size = -4000;
