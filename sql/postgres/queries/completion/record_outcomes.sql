-- Records what became of claims; one whose claim is lost is left alone.
-- :outcomes is a JSON array of objects: step_id, epoch, kind, delay_ms, result, error, error_type, error_stack, plugin,
--   plugin_version, plugin_sha256; kind is completed, retry, failed, released or snoozed.
-- Columns: step_id and claim_epoch of each claim that this call ended. No rows: all were lost.
-- A step that runs again keeps the ended attempt in attempts, the latest 128 of them, with the epoch by which
-- find_recorded knows it; the last attempt of an ended step stands in its own columns. Relies on the unique index
-- of step_id.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
outcome as materialized (
  select
    step_id,
    epoch,
    kind,
    kind in ('completed', 'failed') as is_end,
    kind in ('released', 'snoozed') as is_refund,
    coalesce(delay_ms, 0) as delay_ms,
    result,
    error,
    error_type,
    error_stack,
    plugin,
    plugin_version,
    plugin_sha256
  from json_to_recordset(cast(:outcomes as json)) as element (
    step_id text,
    epoch bigint,
    kind text,
    delay_ms bigint,
    result text,
    error text,
    error_type text,
    error_stack text,
    plugin text,
    plugin_version text,
    plugin_sha256 text)
)
update step_tracker as step
set
  status = case outcome.kind
    when 'completed' then 'completed'
    when 'failed' then 'failed'
    when 'released' then 'pending'
    else 'scheduled'
  end,
  attempt = case when outcome.is_refund then greatest(0, step.attempt - 1) else step.attempt end,
  not_before_ts = case
    when outcome.kind in ('retry', 'snoozed') then clock.now_ms + outcome.delay_ms
    else step.not_before_ts
  end,
  ended_ts = case when outcome.is_end then clock.now_ms end,
  updated_ts = clock.now_ms,
  claimed_by = case when outcome.is_end then step.claimed_by end,
  claimed_incarnation = case when outcome.is_end then step.claimed_incarnation end,
  result = outcome.result,
  error = case when outcome.is_refund then step.error else outcome.error end,
  error_type = case when outcome.is_refund then step.error_type else outcome.error_type end,
  error_stack = case when outcome.is_refund then step.error_stack else outcome.error_stack end,
  plugin = case
    when outcome.kind = 'released' then coalesce(outcome.plugin, step.plugin)
    else outcome.plugin
  end,
  plugin_version = case
    when outcome.kind = 'released' and outcome.plugin is null then step.plugin_version
    else outcome.plugin_version
  end,
  plugin_sha256 = case
    when outcome.kind = 'released' and outcome.plugin is null then step.plugin_sha256
    else outcome.plugin_sha256
  end,
  attempts = case
    when outcome.is_end then step.attempts
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
        'plugin', outcome.plugin,
        'plugin_version', outcome.plugin_version,
        'plugin_sha256', outcome.plugin_sha256,
        'started', step.claimed_ts,
        'ended', clock.now_ms,
        'outcome', outcome.kind,
        'error', outcome.error) as text) || ']'
  end
from outcome
cross join clock
where step.step_id = outcome.step_id
  and step.claim_epoch = outcome.epoch
  and step.status = 'claimed'
returning step.step_id, step.claim_epoch
