-- Returns what the older incarnations of a pod held: pending again, or failed when no retry is left.
-- :is_new_process is 1, or 0 when the process of the older incarnation lives on: then no step is blamed for its end.
-- The row count tells how many. Twin of recovery/return_orphans.
update step_tracker
set
  status = case when step_tracker.attempt <= step_tracker.max_retries then 'pending' else 'failed' end,
  losses = step_tracker.losses + :is_new_process,
  updated_ts = clock.now_ms,
  ended_ts = case when step_tracker.attempt > step_tracker.max_retries then clock.now_ms end,
  claimed_by = case when step_tracker.attempt > step_tracker.max_retries then step_tracker.claimed_by end,
  claimed_incarnation = case
    when step_tracker.attempt > step_tracker.max_retries then step_tracker.claimed_incarnation
  end,
  error = case
    when step_tracker.attempt <= step_tracker.max_retries then step_tracker.error
    else 'The pod ''' || step_tracker.claimed_by || ''' was lost while it ran the step, and no retry is left.'
  end,
  error_type = case
    when step_tracker.attempt <= step_tracker.max_retries then step_tracker.error_type
    else 'pod_lost'
  end,
  error_stack = case when step_tracker.attempt <= step_tracker.max_retries then step_tracker.error_stack end,
  attempts = case
    when step_tracker.attempt > step_tracker.max_retries then step_tracker.attempts
    else '['
      || case
        when step_tracker.attempts = '[]' then ''
        when array_size(parse_json(step_tracker.attempts)) < 128
          then substr(step_tracker.attempts, 2, length(step_tracker.attempts) - 2) || ','
        else substr(
          step_tracker.attempts,
          charindex('},{"', step_tracker.attempts) + 2,
          length(step_tracker.attempts) - charindex('},{"', step_tracker.attempts) - 2) || ','
      end
      || to_json(object_construct_keep_null(
        'number', step_tracker.attempt,
        'epoch', step_tracker.claim_epoch,
        'pod', step_tracker.claimed_by,
        'plugin', null,
        'plugin_version', null,
        'plugin_sha256', null,
        'started', step_tracker.claimed_ts,
        'ended', clock.now_ms,
        'outcome', 'lost',
        'error', 'The pod ''' || step_tracker.claimed_by || ''' was lost while it ran the step.'))
      || ']'
  end
from (
  select date_part(epoch_millisecond, sysdate()) as now_ms) as clock
where step_tracker.status = 'claimed'
  and step_tracker.claimed_by = :pod_id
  and step_tracker.claimed_incarnation <> :incarnation
