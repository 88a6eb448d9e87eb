-- Commits new steps; one whose id or key exists changes nothing. Step 2 reads back which were added.
-- :steps is a JSON array of objects: step_id, task_type, payload, payload_form, metadata, tags, tenant, priority,
-- max_retries,
--   idempotency_key, request_hash, not_before_ts or delay_ms, expires_ts or ttl_ms, timeout_ms, retry, trace_parent,
--   in_whole (1 in a batch of which all steps are stored or, when a key conflicts, none).
-- The row count tells how many were added.
-- Nothing enforces a key here: the merge has the table for itself while it looks and adds. Of twins in one batch the
-- first is added.
-- seq is made of the store's clock and, should the clock not have moved, of the newest seq; within the batch it follows
-- the place in the array. It needs no sequence, whose numbers come out of order.
merge into step_tracker as step
using (
  with clock as (
    select date_part(epoch_millisecond, sysdate()) as now_ms
  ),
  item as (
    select
      element.index as place,
      as_varchar(get(element.value, 'step_id')) as step_id,
      as_varchar(get(element.value, 'task_type')) as task_type,
      as_varchar(get(element.value, 'tenant')) as tenant,
      as_integer(get(element.value, 'priority')) as priority,
      as_integer(get(element.value, 'max_retries')) as max_retries,
      as_integer(get(element.value, 'not_before_ts')) as not_before_ts,
      as_integer(get(element.value, 'delay_ms')) as delay_ms,
      as_integer(get(element.value, 'expires_ts')) as expires_ts,
      as_integer(get(element.value, 'ttl_ms')) as ttl_ms,
      as_integer(get(element.value, 'timeout_ms')) as timeout_ms,
      as_varchar(get(element.value, 'payload_form')) as payload_form,
      as_varchar(get(element.value, 'idempotency_key')) as idempotency_key,
      as_varchar(get(element.value, 'request_hash')) as request_hash,
      as_varchar(get(element.value, 'trace_parent')) as trace_parent,
      as_varchar(get(element.value, 'retry')) as retry,
      as_varchar(get(element.value, 'tags')) as tags,
      as_varchar(get(element.value, 'metadata')) as metadata,
      as_varchar(get(element.value, 'payload')) as payload,
      as_integer(get(element.value, 'in_whole')) as in_whole
    from table(flatten(input => parse_json(:steps))) as element
  ),
  conflict as (
    select item.place
    from item
    join step_tracker as held
      on held.idempotency_key = item.idempotency_key
    where item.in_whole = 1
      and held.request_hash is distinct from item.request_hash
    union all
    select item.place
    from item
    join item as earlier
      on earlier.idempotency_key = item.idempotency_key
      and earlier.place < item.place
    where item.in_whole = 1
      and earlier.request_hash is distinct from item.request_hash
  ),
  newest as (
    select coalesce(max(recent.seq), 0) as seq
    from step_tracker as recent
    cross join clock
    where recent.created_ts >= clock.now_ms - 60000
  )
  select
    greatest(clock.now_ms * 1000000, newest.seq) + row_number() over (order by item.place) as seq,
    clock.now_ms as now_ms,
    coalesce(item.not_before_ts, clock.now_ms + item.delay_ms) as not_before_ts,
    coalesce(item.expires_ts, clock.now_ms + item.ttl_ms) as expires_ts,
    item.step_id as step_id,
    item.task_type as task_type,
    item.tenant as tenant,
    item.priority as priority,
    item.max_retries as max_retries,
    item.timeout_ms as timeout_ms,
    item.payload_form as payload_form,
    item.idempotency_key as idempotency_key,
    item.request_hash as request_hash,
    item.trace_parent as trace_parent,
    item.retry as retry,
    item.tags as tags,
    item.metadata as metadata,
    item.payload as payload
  from item
  cross join clock
  cross join newest
  left join step_tracker as by_id
    on by_id.step_id = item.step_id
  left join step_tracker as by_key
    on by_key.idempotency_key = item.idempotency_key
  where by_id.step_id is null
    and by_key.step_id is null
    and not exists (
      select 1
      from conflict)
  qualify row_number() over (partition by item.step_id order by item.place) = 1
    and (
      item.idempotency_key is null
      or row_number() over (partition by item.idempotency_key order by item.place) = 1)
) as fresh
on step.step_id = fresh.step_id
when not matched then insert (
  seq,
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
  submit_token,
  trace_parent,
  retry,
  tags,
  metadata,
  payload)
values (
  fresh.seq,
  fresh.step_id,
  case when fresh.not_before_ts > fresh.now_ms then 'scheduled' else 'pending' end,
  fresh.task_type,
  fresh.tenant,
  fresh.priority,
  fresh.max_retries,
  fresh.not_before_ts,
  fresh.expires_ts,
  fresh.timeout_ms,
  fresh.now_ms,
  fresh.now_ms,
  fresh.payload_form,
  fresh.idempotency_key,
  fresh.request_hash,
  :token,
  fresh.trace_parent,
  fresh.retry,
  fresh.tags,
  fresh.metadata,
  fresh.payload)
