-- Commits new steps; one whose id or key exists changes nothing.
-- :steps is a JSON array of objects: step_id, task_type, payload, payload_form, metadata, tags, tenant, priority,
-- max_retries,
--   idempotency_key, request_hash, not_before_ts or delay_ms, expires_ts or ttl_ms, timeout_ms, retry, trace_parent.
-- Columns: step_id of each row that was added. No rows: all were there before.
-- Ordered by the place in the array, so seq follows the order of submission. Relies on the two unique indexes; waits
-- for another transaction that is adding the same id or key.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
)
insert into step_tracker (
  step_id,
  status,
  task_type,
  tenant,
  priority,
  max_retries,
  not_before_ts,
  expires_ts,
  timeout_ms,
  created_ts,
  updated_ts,
  payload_form,
  idempotency_key,
  request_hash,
  trace_parent,
  retry,
  tags,
  metadata,
  payload)
select
  item.step_id,
  case when coalesce(item.not_before_ts, clock.now_ms + item.delay_ms) > clock.now_ms
    then 'scheduled'
    else 'pending'
  end,
  item.task_type,
  item.tenant,
  item.priority,
  item.max_retries,
  coalesce(item.not_before_ts, clock.now_ms + item.delay_ms),
  coalesce(item.expires_ts, clock.now_ms + item.ttl_ms),
  item.timeout_ms,
  clock.now_ms,
  clock.now_ms,
  item.payload_form,
  item.idempotency_key,
  item.request_hash,
  item.trace_parent,
  item.retry,
  item.tags,
  item.metadata,
  item.payload
from clock
cross join rows from (
  json_to_recordset(cast(:steps as json)) as (
    step_id text,
    task_type text,
    tenant text,
    priority integer,
    max_retries integer,
    not_before_ts bigint,
    delay_ms bigint,
    expires_ts bigint,
    ttl_ms bigint,
    timeout_ms bigint,
    payload_form text,
    idempotency_key text,
    request_hash text,
    trace_parent text,
    retry text,
    tags text,
    metadata text,
    payload text)) with ordinality as item (
  step_id,
  task_type,
  tenant,
  priority,
  max_retries,
  not_before_ts,
  delay_ms,
  expires_ts,
  ttl_ms,
  timeout_ms,
  payload_form,
  idempotency_key,
  request_hash,
  trace_parent,
  retry,
  tags,
  metadata,
  payload,
  place)
order by item.place
on conflict do nothing
returning step_id
