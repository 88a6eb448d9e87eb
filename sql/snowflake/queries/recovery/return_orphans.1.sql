-- Returns orphans: pending again, or failed when no retry is left; a claim whose pod can hold it is left alone.
-- :orphans is a JSON array of objects: step_id, epoch. Step 2 reads back which were changed.
-- The row count tells how many. Twin of membership/register_pod.2.
update step_tracker
set
  status = case when step_tracker.attempt <= step_tracker.max_retries then 'pending' else 'failed' end,
  losses = step_tracker.losses + 1,
  updated_ts = orphan.now_ms,
  ended_ts = case when step_tracker.attempt > step_tracker.max_retries then orphan.now_ms end,
  claimed_by = case when step_tracker.attempt > step_tracker.max_retries then step_tracker.claimed_by end,
  claimed_incarnation = case
    when step_tracker.attempt > step_tracker.max_retries then step_tracker.claimed_incarnation
  end,
  write_token = :token,
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
        'ended', orphan.now_ms,
        'outcome', 'lost',
        'error', 'The pod ''' || step_tracker.claimed_by || ''' was lost while it ran the step.'))
      || ']'
  end
from (
  select wanted.step_id as orphan_id, wanted.epoch as epoch, date_part(epoch_millisecond, sysdate()) as now_ms
  from (
    select
      as_varchar(get(element.value, 'step_id')) as step_id,
      as_integer(get(element.value, 'epoch')) as epoch
    from table(flatten(input => parse_json(:orphans))) as element) as wanted
  join step_tracker as step
    on step.step_id = wanted.step_id
    and step.claim_epoch = wanted.epoch
  left join pod_health as pod
    on pod.pod_id = step.claimed_by
    and pod.incarnation = step.claimed_incarnation
    and pod.state in ('active', 'draining')
  where pod.pod_id is null
  qualify row_number() over (partition by wanted.step_id order by wanted.epoch) = 1) as orphan
where step_tracker.step_id = orphan.orphan_id
  and step_tracker.claim_epoch = orphan.epoch
  and step_tracker.status = 'claimed'
