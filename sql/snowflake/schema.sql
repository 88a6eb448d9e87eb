-- The whole schema, for readers: what all migrations add up to. A test compares the two.
--
-- Instants are unix milliseconds by the store's clock. Status and state words are those of StepStatus and PodState in
-- lower case; they carry no check, because a newer pod may write a word that an older one does not know.
-- Texts that users sent are varchar, never variant: FleetQ gives back what it got, byte for byte.
-- Tables have no schema's name: they stand in the schema that the connection names.
-- A standard table checks not null and lengths, but no key: primary key is written for readers and for the planner, and
-- steps are added by a merge on it. Tables are transient and keep no past: each claim writes whole partitions anew.
-- With FLEET_Q_SNOWFLAKE_TABLES=hybrid the same columns stand in hybrid tables (hybrid/), whose keys are enforced.
--
-- There are no indexes. What keeps a look cheap is that partitions whose rows have all ended hold no status above
-- 'failed', so a predicate status = 'pending' or 'scheduled' passes over them; 'claimed' and 'blocked' do not.
-- submit_token, claim_token and write_token say which statement wrote the row last, so that it can read back what it
-- changed.

create transient table fleet_state (
  id bigint,
  schema_version bigint,
  last_recovery_ts bigint
)
as select 1, 2, cast(null as bigint);

create transient table pod_health (
  pod_id varchar(255) not null primary key,
  incarnation varchar(255) not null,
  state varchar(16) not null,
  birth_ts bigint not null,
  beat bigint not null default 0,
  beat_ts bigint not null,
  attention bigint not null default 0,
  capacity_max bigint not null,
  running bigint not null default 0,
  version varchar(255) not null,
  host_name varchar(1024) not null,
  left_ts bigint,
  write_token varchar(36),
  task_types varchar(4194304) not null default '[]',
  plugins varchar(4194304) not null default '[]'
)
data_retention_time_in_days = 0;

create transient table step_tracker (
  seq bigint not null,
  step_id varchar(255) not null primary key,
  status varchar(16) not null,
  task_type varchar(128) not null,
  tenant varchar(512) not null default '',
  priority bigint not null default 0,
  attempt bigint not null default 0,
  max_retries bigint not null,
  losses bigint not null default 0,
  claim_epoch bigint not null default 0,
  claimed_by varchar(255),
  claimed_incarnation varchar(255),
  claimed_ts bigint,
  not_before_ts bigint,
  expires_ts bigint,
  timeout_ms bigint,
  created_ts bigint not null,
  updated_ts bigint not null,
  ended_ts bigint,
  payload_form varchar(16) not null default 'args',
  idempotency_key varchar(255),
  request_hash varchar(128),
  submit_token varchar(36),
  claim_token varchar(36),
  write_token varchar(36),
  trace_parent varchar(512),
  retry varchar(1024),
  plugin varchar(1024),
  plugin_version varchar(1024),
  depends_on varchar(4194304),
  dependencies_open bigint not null default 0,
  parent_id varchar(255),
  batch_id varchar(255),
  schedule_id varchar(255),
  limit_key varchar(1024),
  fair_turn bigint not null default 0,
  unique_key varchar(1024),
  tags varchar(65536) not null default '[]',
  error_type varchar(1024),
  error varchar(8192),
  progress varchar(65536),
  error_stack varchar(32768),
  metadata varchar(2097152) not null default '{}',
  checkpoint varchar(1048576),
  attempts varchar(4194304) not null default '[]',
  result varchar(1179648),
  payload varchar(2097152) not null,
  plugin_sha256 varchar(64)
)
data_retention_time_in_days = 0;
