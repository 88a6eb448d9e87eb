-- Returns orphans: pending again, or failed when no retry is left; a claim whose pod can hold it is left alone.
-- :orphans is a JSON array of objects: step_id, epoch.
-- Columns: step_id and status of each step that this call changed. No rows: others were faster.
-- Relies on the unique index of step_id and the primary key of pod_health. Twin of membership/register_pod.2.
with clock as materialized (
  select cast(unixepoch('subsec') * 1000 + 0.5 as integer) as now_ms
),
orphan as materialized (
  select value ->> 'step_id' as step_id, value ->> 'epoch' as epoch
  from json_each(:orphans)
)
update step_tracker as step
set
  status = iif(step.attempt <= step.max_retries, 'pending', 'failed'),
  losses = step.losses + 1,
  updated_ts = clock.now_ms,
  ended_ts = iif(step.attempt <= step.max_retries, null, clock.now_ms),
  claimed_by = iif(step.attempt <= step.max_retries, null, step.claimed_by),
  claimed_incarnation = iif(step.attempt <= step.max_retries, null, step.claimed_incarnation),
  error = iif(
    step.attempt <= step.max_retries,
    step.error,
    'The pod ''' || step.claimed_by || ''' was lost while it ran the step, and no retry is left.'),
  error_type = iif(step.attempt <= step.max_retries, step.error_type, 'pod_lost'),
  error_stack = iif(step.attempt <= step.max_retries, step.error_stack, null),
  attempts = iif(
    step.attempt <= step.max_retries,
    json_insert(
      iif(json_array_length(step.attempts) >= 128, json_remove(step.attempts, '$[0]'), step.attempts),
      '$[#]',
      json_object(
        'number', step.attempt,
        'epoch', step.claim_epoch,
        'pod', step.claimed_by,
        'plugin', null,
        'plugin_version', null,
        'plugin_sha256', null,
        'started', step.claimed_ts,
        'ended', clock.now_ms,
        'outcome', 'lost',
        'error', 'The pod ''' || step.claimed_by || ''' was lost while it ran the step.')),
    step.attempts)
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
returning step_id, status
