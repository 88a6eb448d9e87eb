-- The whole schema, for readers: what all migrations add up to. A test compares the two.
--
-- Instants are unix milliseconds by the store's clock. Status and state words are those of StepStatus and PodState
-- in lower case; they carry no check, because a newer pod may write a word that an older one does not know.
-- Texts compare byte by byte, as pods do, whatever the database's language is. Texts that users sent are text, never
-- json: FleetQ gives back what it got, byte for byte.
-- Tables have no schema's name: they stand in the first schema of the search path.
-- Limits here are the last line; the edge and the engine check tighter ones first.

create table step_tracker (
  seq bigint generated always as identity primary key,
  step_id text collate "C" not null unique check (octet_length(step_id) between 1 and 255),
  status text collate "C" not null,
  task_type text collate "C" not null check (octet_length(task_type) between 1 and 128),
  tenant text collate "C" not null default '' check (octet_length(tenant) <= 512),
  priority integer not null default 0,
  attempt integer not null default 0 check (attempt >= 0),
  max_retries integer not null check (max_retries between 0 and 100),
  losses integer not null default 0,
  claim_epoch bigint not null default 0,
  claimed_by text collate "C",
  claimed_incarnation text collate "C",
  claimed_ts bigint,
  not_before_ts bigint,
  expires_ts bigint,
  timeout_ms bigint,
  created_ts bigint not null,
  updated_ts bigint not null,
  ended_ts bigint,
  payload_form text collate "C" not null default 'args',
  idempotency_key text collate "C" check (octet_length(idempotency_key) <= 1020),
  request_hash text collate "C" check (octet_length(request_hash) <= 128),
  trace_parent text collate "C" check (octet_length(trace_parent) <= 512),
  retry text collate "C" check (octet_length(retry) <= 1024),
  plugin text collate "C",
  plugin_version text collate "C",
  depends_on text collate "C",
  dependencies_open integer not null default 0,
  parent_id text collate "C",
  batch_id text collate "C",
  schedule_id text collate "C",
  limit_key text collate "C",
  fair_turn bigint not null default 0,
  unique_key text collate "C",
  tags text collate "C" not null default '[]' check (octet_length(tags) <= 65536),
  error_type text collate "C" check (octet_length(error_type) <= 1024),
  error text collate "C" check (octet_length(error) <= 8192),
  progress text collate "C" check (octet_length(progress) <= 65536),
  error_stack text collate "C" check (octet_length(error_stack) <= 32768),
  metadata text collate "C" not null default '{}' check (octet_length(metadata) <= 2097152),
  checkpoint text collate "C" check (octet_length(checkpoint) <= 1048576),
  attempts text collate "C" not null default '[]',
  result text collate "C" check (octet_length(result) <= 1179648),
  payload text collate "C" not null check (octet_length(payload) <= 2097152),
  plugin_sha256 text collate "C" check (octet_length(plugin_sha256) <= 64)
)
-- A step is written three times in its life. Room in its page saves a walk to another, and frequent small
-- vacuums keep dead entries from piling up at the head of the index that claims read.
with (
  fillfactor = 75,
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 0.02,
  autovacuum_analyze_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_vacuum_cost_delay = 1
);

-- What a claim reads, in its order; expires_ts stands in it so that it is judged without the row.
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

-- Beats change no indexed column, so with room in the page they stay in it and leave nothing for the index to clean.
create table pod_health (
  pod_id text collate "C" not null primary key check (octet_length(pod_id) between 1 and 1020),
  incarnation text collate "C" not null,
  state text collate "C" not null,
  birth_ts bigint not null,
  beat bigint not null default 0,
  beat_ts bigint not null,
  attention bigint not null default 0,
  capacity_max integer not null,
  running integer not null default 0,
  version text collate "C" not null,
  host_name text collate "C" not null,
  left_ts bigint,
  task_types text collate "C" not null default '[]',
  plugins text collate "C" not null default '[]'
)
with (
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_threshold = 200
);

create table fleet_state (
  id integer primary key check (id = 1),
  schema_version integer not null,
  last_recovery_ts bigint
)
with (fillfactor = 50);

insert into fleet_state (id, schema_version)
values (1, 2);
