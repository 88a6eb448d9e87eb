-- Commits new steps; one whose id or key exists changes nothing.
-- :steps is a JSON array of objects: step_id, task_type, payload, payload_form, metadata, tags, tenant, priority,
-- max_retries,
--   idempotency_key, request_hash, not_before_ts or delay_ms, expires_ts or ttl_ms, timeout_ms, retry, trace_parent.
-- Columns: step_id of each row that was added. No rows: all were there before.
-- json_each gives the elements in order, so seq follows the order of submission. Relies on the two unique indexes.
with clock as materialized (
  select cast(unixepoch('subsec') * 1000 + 0.5 as integer) as now_ms
),
item as (
  select
    clock.now_ms as now_ms,
    coalesce(value ->> 'not_before_ts', clock.now_ms + (value ->> 'delay_ms')) as not_before_ts,
    coalesce(value ->> 'expires_ts', clock.now_ms + (value ->> 'ttl_ms')) as expires_ts,
    value as step
  from clock
  cross join json_each(:steps)
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
  step ->> 'step_id',
  iif(not_before_ts > now_ms, 'scheduled', 'pending'),
  step ->> 'task_type',
  step ->> 'tenant',
  step ->> 'priority',
  step ->> 'max_retries',
  not_before_ts,
  expires_ts,
  step ->> 'timeout_ms',
  now_ms,
  now_ms,
  step ->> 'payload_form',
  step ->> 'idempotency_key',
  step ->> 'request_hash',
  step ->> 'trace_parent',
  step ->> 'retry',
  step ->> 'tags',
  step ->> 'metadata',
  step ->> 'payload'
from item
where true
on conflict do nothing
returning step_id
