-- Returns what the older incarnations of a pod held: pending again, or failed when no retry is left.
-- :is_new_process is 1, or 0 when the process of the older incarnation lives on: then no step is blamed for its end.
-- The row count tells how many. Relies on step_tracker_claimed_idx. Twin of recovery/return_orphans.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
)
update step_tracker as step
set
  status = case when step.attempt <= step.max_retries then 'pending' else 'failed' end,
  losses = step.losses + :is_new_process,
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
from clock
where step.status = 'claimed'
  and step.claimed_by = :pod_id
  and step.claimed_incarnation <> :incarnation
