-- The whole schema, for readers: what all migrations add up to. A test compares the two.
--
-- Instants are unix milliseconds by the store's clock. Status and state words are those of StepStatus and PodState
-- in lower case;
-- they carry no check, because a newer pod may write a word that an older one does not know, and SQLite cannot
-- alter a check.
-- Columns are ordered by size: what is read often stands before the texts that spill to overflow pages.
-- Limits here are the last line; the edge and the engine check tighter ones first.

create table step_tracker (
  seq integer primary key,
  step_id text not null unique check (octet_length(step_id) between 1 and 255),
  status text not null,
  task_type text not null check (octet_length(task_type) between 1 and 128),
  tenant text not null default '' check (octet_length(tenant) <= 512),
  priority integer not null default 0 check (priority between -2147483648 and 2147483647),
  attempt integer not null default 0 check (attempt >= 0),
  max_retries integer not null check (max_retries between 0 and 100),
  losses integer not null default 0,
  claim_epoch integer not null default 0,
  claimed_by text,
  claimed_incarnation text,
  claimed_ts integer,
  not_before_ts integer,
  expires_ts integer,
  timeout_ms integer,
  created_ts integer not null,
  updated_ts integer not null,
  ended_ts integer,
  payload_form text not null default 'args',
  idempotency_key text check (octet_length(idempotency_key) <= 1020),
  request_hash text check (octet_length(request_hash) <= 128),
  trace_parent text check (octet_length(trace_parent) <= 512),
  retry text check (octet_length(retry) <= 1024),
  plugin text,
  plugin_version text,
  depends_on text,
  dependencies_open integer not null default 0,
  parent_id text,
  batch_id text,
  schedule_id text,
  limit_key text,
  fair_turn integer not null default 0,
  unique_key text,
  tags text not null default '[]' check (octet_length(tags) <= 65536),
  error_type text check (octet_length(error_type) <= 1024),
  error text check (octet_length(error) <= 8192),
  progress text check (octet_length(progress) <= 65536),
  error_stack text check (octet_length(error_stack) <= 32768),
  metadata text not null default '{}' check (octet_length(metadata) <= 2097152),
  checkpoint text check (octet_length(checkpoint) <= 1048576),
  attempts text not null default '[]',
  result text check (octet_length(result) <= 1179648),
  payload text not null check (octet_length(payload) <= 2097152),
  plugin_sha256 text check (octet_length(plugin_sha256) <= 64)
) strict;

-- What a claim reads, in its order; expires_ts stands in it so that only claimed rows are touched.
create index step_tracker_ready_idx on step_tracker (task_type, priority desc, seq, expires_ts)
where status = 'pending';

create index step_tracker_scheduled_idx on step_tracker (not_before_ts, task_type)
where status = 'scheduled';

create index step_tracker_blocked_idx on step_tracker (task_type)
where status = 'blocked';

create index step_tracker_expiring_idx on step_tracker (expires_ts)
where expires_ts is not null and status in ('blocked', 'scheduled', 'pending');

create index step_tracker_claimed_idx on step_tracker (claimed_by, claimed_incarnation)
where status = 'claimed';

create index step_tracker_ended_idx on step_tracker (status, ended_ts)
where ended_ts is not null;

create index step_tracker_failed_idx on step_tracker (seq)
where status = 'failed';

create unique index step_tracker_idempotency_idx on step_tracker (idempotency_key)
where idempotency_key is not null;

create table pod_health (
  pod_id text not null primary key check (octet_length(pod_id) between 1 and 1020),
  incarnation text not null,
  state text not null,
  birth_ts integer not null,
  beat integer not null default 0,
  beat_ts integer not null,
  attention integer not null default 0,
  capacity_max integer not null,
  running integer not null default 0,
  version text not null,
  host_name text not null,
  left_ts integer,
  task_types text not null default '[]',
  plugins text not null default '[]'
) strict;

create table fleet_state (
  id integer primary key check (id = 1),
  schema_version integer not null,
  last_recovery_ts integer
) strict;

insert into fleet_state (id, schema_version)
values (1, 2);
