-- Creates the work list of one recovery cycle. It is never the only copy of anything, so nothing of it is synced.
pragma journal_mode = memory;
pragma synchronous = off;
create table orphan (
  place integer primary key,
  step_id text not null,
  epoch integer not null,
  pod_id text not null,
  has_retries_left integer not null,
  is_taken integer not null default 0,
  unique (step_id, epoch)
) strict;
