-- Returns orphans: pending again, or failed when no retry is left; a claim whose pod can hold it is left alone.
-- :orphans is a JSON array of objects: step_id, epoch.
-- Columns: step_id and status of each step that this call changed. No rows: others were faster.
-- Relies on the unique index of step_id and the primary key of pod_health. Twin of membership/register_pod.2.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
orphan as materialized (
  select step_id, epoch
  from json_to_recordset(cast(:orphans as json)) as element (step_id text, epoch bigint)
)
update step_tracker as step
set
  status = case when step.attempt <= step.max_retries then 'pending' else 'failed' end,
  losses = step.losses + 1,
  updated_ts = clock.now_ms,
  ended_ts = case when step.attempt > step.max_retries then clock.now_ms end,
  claimed_by = case when step.attempt > step.max_retries then step.claimed_by end,
  claimed_incarnation = case when step.attempt > step.max_retries then step.claimed_incarnation end,
  error = case
    when step.attempt <= step.max_retries then step.error
    else 'The pod ''' || step.claimed_by || ''' was lost while it ran the step, and no retry is left.'
  end,
  error_type = case when step.attempt <= step.max_retries then step.error_type else 'pod_lost' end,
  error_stack = case when step.attempt <= step.max_retries then step.error_stack end,
  attempts = case
    when step.attempt > step.max_retries then step.attempts
    else
      case
        when step.attempts = '[]' then '['
        when json_array_length(cast(step.attempts as json)) < 128 then left(step.attempts, -1) || ','
        else (
          select '[' || string_agg(cast(earlier.value as text), ',' order by earlier.place) || ','
          from json_array_elements(cast(step.attempts as json)) with ordinality as earlier (value, place)
          where earlier.place > 1)
      end || cast(json_build_object(
        'number', step.attempt,
        'epoch', step.claim_epoch,
        'pod', step.claimed_by,
        'plugin', null,
        'plugin_version', null,
        'plugin_sha256', null,
        'started', step.claimed_ts,
        'ended', clock.now_ms,
        'outcome', 'lost',
        'error', 'The pod ''' || step.claimed_by || ''' was lost while it ran the step.') as text) || ']'
  end
from orphan
cross join clock
where step.step_id = orphan.step_id
  and step.claim_epoch = orphan.epoch
  and step.status = 'claimed'
  and not exists (
    select 1
    from pod_health as pod
    where pod.pod_id = step.claimed_by
      and pod.incarnation = step.claimed_incarnation
      and pod.state in ('active', 'draining'))
returning step.step_id, step.status
