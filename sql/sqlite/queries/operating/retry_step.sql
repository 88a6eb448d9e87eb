-- Makes a failed, cancelled or expired step pending, as if it were new but for its epoch and its history.
-- The row count is 1, or 0 when it is in another status or not there. Relies on the unique index of step_id.
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
  updated_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  error = null,
  error_type = null,
  error_stack = null,
  progress = null,
  result = null,
  attempts = iif(
    claimed_by is null,
    attempts,
    json_insert(
      iif(json_array_length(attempts) >= 128, json_remove(attempts, '$[0]'), attempts),
      '$[#]',
      json_object(
        'number', attempt,
        'epoch', claim_epoch,
        'pod', claimed_by,
        'plugin', plugin,
        'plugin_version', plugin_version,
        'plugin_sha256', plugin_sha256,
        'started', claimed_ts,
        'ended', ended_ts,
        'outcome', iif(error_type = 'pod_lost', 'lost', status),
        'error', error)))
where step_id = :step_id
  and status in ('failed', 'cancelled', 'expired')
