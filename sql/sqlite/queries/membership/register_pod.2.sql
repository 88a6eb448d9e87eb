-- Returns what the older incarnations of a pod held: pending again, or failed when no retry is left.
-- :is_new_process is 1, or 0 when the process of the older incarnation lives on: then no step is blamed for its end.
-- The row count tells how many. Relies on step_tracker_claimed_idx. Twin of recovery/return_orphans.
with clock as materialized (
  select cast(unixepoch('subsec') * 1000 + 0.5 as integer) as now_ms
)
update step_tracker as step
set
  status = iif(step.attempt <= step.max_retries, 'pending', 'failed'),
  losses = step.losses + :is_new_process,
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
from clock
where step.status = 'claimed'
  and step.claimed_by = :pod_id
  and step.claimed_incarnation <> :incarnation
