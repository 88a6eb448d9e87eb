-- Records what became of claims; one whose claim is lost is left alone.
-- :outcomes is a JSON array of objects: step_id, epoch, kind, delay_ms, result, error, error_type, error_stack, plugin,
--   plugin_version, plugin_sha256; kind is completed, retry, failed, released or snoozed.
-- Columns: step_id and claim_epoch of each claim that this call ended. No rows: all were lost.
-- A step that runs again keeps the ended attempt in attempts, the latest 128 of them, with the epoch by which
-- find_recorded knows it; the last attempt of an ended step stands in its own columns. Relies on the unique index
-- of step_id.
with clock as materialized (
  select cast(unixepoch('subsec') * 1000 + 0.5 as integer) as now_ms
),
outcome as materialized (
  select
    clock.now_ms as now_ms,
    value ->> 'step_id' as step_id,
    value ->> 'epoch' as epoch,
    value ->> 'kind' as kind,
    clock.now_ms + coalesce(value ->> 'delay_ms', 0) as due_ts,
    value ->> 'result' as result,
    value ->> 'error' as error,
    value ->> 'error_type' as error_type,
    value ->> 'error_stack' as error_stack,
    value ->> 'plugin' as plugin,
    value ->> 'plugin_version' as plugin_version,
    value ->> 'plugin_sha256' as plugin_sha256
  from clock
  cross join json_each(:outcomes)
)
update step_tracker as step
set
  status = case outcome.kind
    when 'completed' then 'completed'
    when 'failed' then 'failed'
    when 'released' then 'pending'
    else 'scheduled'
  end,
  attempt = iif(outcome.kind in ('released', 'snoozed'), max(0, step.attempt - 1), step.attempt),
  not_before_ts = iif(outcome.kind in ('retry', 'snoozed'), outcome.due_ts, step.not_before_ts),
  ended_ts = iif(outcome.kind in ('completed', 'failed'), outcome.now_ms, null),
  updated_ts = outcome.now_ms,
  claimed_by = iif(outcome.kind in ('completed', 'failed'), step.claimed_by, null),
  claimed_incarnation = iif(outcome.kind in ('completed', 'failed'), step.claimed_incarnation, null),
  result = outcome.result,
  error = iif(outcome.kind in ('released', 'snoozed'), step.error, outcome.error),
  error_type = iif(outcome.kind in ('released', 'snoozed'), step.error_type, outcome.error_type),
  error_stack = iif(outcome.kind in ('released', 'snoozed'), step.error_stack, outcome.error_stack),
  plugin = iif(outcome.kind = 'released', coalesce(outcome.plugin, step.plugin), outcome.plugin),
  plugin_version = iif(
    outcome.kind = 'released' and outcome.plugin is null, step.plugin_version, outcome.plugin_version),
  plugin_sha256 = iif(
    outcome.kind = 'released' and outcome.plugin is null, step.plugin_sha256, outcome.plugin_sha256),
  attempts = iif(
    outcome.kind in ('completed', 'failed'),
    step.attempts,
    json_insert(
      iif(json_array_length(step.attempts) >= 128, json_remove(step.attempts, '$[0]'), step.attempts),
      '$[#]',
      json_object(
        'number', step.attempt,
        'epoch', step.claim_epoch,
        'pod', step.claimed_by,
        'plugin', outcome.plugin,
        'plugin_version', outcome.plugin_version,
        'plugin_sha256', outcome.plugin_sha256,
        'started', step.claimed_ts,
        'ended', outcome.now_ms,
        'outcome', outcome.kind,
        'error', outcome.error)))
from outcome
where step.step_id = outcome.step_id
  and step.claim_epoch = outcome.epoch
  and step.status = 'claimed'
returning step_id, claim_epoch
