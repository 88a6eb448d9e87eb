-- Makes a failed, cancelled or expired step pending, as if it were new but for its epoch and its history.
-- The row count is 1, or 0 when it is in another status or not there. Relies on the unique index of step_id.
-- Its last attempt, which stood in its own columns, moves into attempts; a step that ended unclaimed has none.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
)
update step_tracker as step
set
  status = 'pending',
  attempt = 0,
  losses = 0,
  claimed_by = null,
  claimed_incarnation = null,
  not_before_ts = null,
  expires_ts = null,
  ended_ts = null,
  updated_ts = clock.now_ms,
  error = null,
  error_type = null,
  error_stack = null,
  progress = null,
  result = null,
  attempts = case
    when step.claimed_by is null then step.attempts
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
        'plugin', step.plugin,
        'plugin_version', step.plugin_version,
        'plugin_sha256', step.plugin_sha256,
        'started', step.claimed_ts,
        'ended', step.ended_ts,
        'outcome', case when step.error_type = 'pod_lost' then 'lost' else step.status end,
        'error', step.error) as text) || ']'
  end
from clock
where step.step_id = :step_id
  and step.status in ('failed', 'cancelled', 'expired')
