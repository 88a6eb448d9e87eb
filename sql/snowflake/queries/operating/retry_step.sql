-- Makes a failed, cancelled or expired step pending, as if it were new but for its epoch and its history.
-- The row count is 1, or 0 when it is in another status or not there.
-- Its last attempt, which stood in its own columns, moves into attempts; a step that ended unclaimed has none.
update step_tracker
set
  status = 'pending',
  attempt = 0,
  losses = 0,
  claimed_by = null,
  claimed_incarnation = null,
  not_before_ts = null,
  expires_ts = null,
  ended_ts = null,
  updated_ts = date_part(epoch_millisecond, sysdate()),
  error = null,
  error_type = null,
  error_stack = null,
  progress = null,
  result = null,
  attempts = case
    when step_tracker.claimed_by is null then step_tracker.attempts
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
        'plugin', step_tracker.plugin,
        'plugin_version', step_tracker.plugin_version,
        'plugin_sha256', step_tracker.plugin_sha256,
        'started', step_tracker.claimed_ts,
        'ended', step_tracker.ended_ts,
        'outcome', case when step_tracker.error_type = 'pod_lost' then 'lost' else step_tracker.status end,
        'error', step_tracker.error))
      || ']'
  end
where step_id = :step_id
  and status in ('failed', 'cancelled', 'expired')
