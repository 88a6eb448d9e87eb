-- Settings of the connection of beats: a beat that the loss of power undoes is missed by nobody, so none waits for
-- the disk.
pragma synchronous = normal;
pragma foreign_keys = off;
pragma wal_autocheckpoint = 0;
pragma cache_size = -500;
