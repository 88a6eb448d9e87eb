-- Settings of a connection that writes steps: an acknowledged write survives the loss of power.
-- Autocheckpoint at 4,000 pages: fewer, larger checkpoints under load, at about 16 MB of log.
pragma synchronous = full;
pragma foreign_keys = off;
pragma wal_autocheckpoint = 4000;
pragma journal_size_limit = 67108864;
pragma cache_size = -16000;
