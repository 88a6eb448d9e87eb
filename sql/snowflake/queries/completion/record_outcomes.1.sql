-- Records what became of claims; one whose claim is lost is left alone. Step 2 reads back which were recorded.
-- :outcomes is a JSON array of objects: step_id, epoch, kind, delay_ms, result, error, error_type, error_stack, plugin,
--   plugin_version, plugin_sha256; kind is completed, retry, failed, released or snoozed.
-- The row count tells how many claims this call ended.
-- A step that runs again keeps the ended attempt in attempts, the latest 128 of them, with the epoch by which
-- find_recorded knows it; the last attempt of an ended step stands in its own columns. Only FleetQ writes attempts: one
-- object ends where },{" stands, which no JSON string can hold.
update step_tracker
set
  status = case outcome.kind
    when 'completed' then 'completed'
    when 'failed' then 'failed'
    when 'released' then 'pending'
    else 'scheduled'
  end,
  attempt = case when outcome.is_refund then greatest(0, step_tracker.attempt - 1) else step_tracker.attempt end,
  not_before_ts = case
    when outcome.kind in ('retry', 'snoozed') then outcome.now_ms + coalesce(outcome.delay_ms, 0)
    else step_tracker.not_before_ts
  end,
  ended_ts = case when outcome.is_end then outcome.now_ms end,
  updated_ts = outcome.now_ms,
  claimed_by = case when outcome.is_end then step_tracker.claimed_by end,
  claimed_incarnation = case when outcome.is_end then step_tracker.claimed_incarnation end,
  write_token = :token,
  result = outcome.result,
  error = case when outcome.is_refund then step_tracker.error else outcome.error end,
  error_type = case when outcome.is_refund then step_tracker.error_type else outcome.error_type end,
  error_stack = case when outcome.is_refund then step_tracker.error_stack else outcome.error_stack end,
  plugin = case
    when outcome.kind = 'released' then coalesce(outcome.plugin, step_tracker.plugin)
    else outcome.plugin
  end,
  plugin_version = case
    when outcome.kind = 'released' and outcome.plugin is null then step_tracker.plugin_version
    else outcome.plugin_version
  end,
  plugin_sha256 = case
    when outcome.kind = 'released' and outcome.plugin is null then step_tracker.plugin_sha256
    else outcome.plugin_sha256
  end,
  attempts = case
    when outcome.is_end then step_tracker.attempts
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
        'plugin', outcome.plugin,
        'plugin_version', outcome.plugin_version,
        'plugin_sha256', outcome.plugin_sha256,
        'started', step_tracker.claimed_ts,
        'ended', outcome.now_ms,
        'outcome', outcome.kind,
        'error', outcome.error))
      || ']'
  end
from (
  select
    as_varchar(get(element.value, 'step_id')) as outcome_id,
    as_integer(get(element.value, 'epoch')) as epoch,
    as_varchar(get(element.value, 'kind')) as kind,
    as_integer(get(element.value, 'delay_ms')) as delay_ms,
    as_varchar(get(element.value, 'result')) as result,
    as_varchar(get(element.value, 'error')) as error,
    as_varchar(get(element.value, 'error_type')) as error_type,
    as_varchar(get(element.value, 'error_stack')) as error_stack,
    as_varchar(get(element.value, 'plugin')) as plugin,
    as_varchar(get(element.value, 'plugin_version')) as plugin_version,
    as_varchar(get(element.value, 'plugin_sha256')) as plugin_sha256,
    as_varchar(get(element.value, 'kind')) in ('completed', 'failed') as is_end,
    as_varchar(get(element.value, 'kind')) in ('released', 'snoozed') as is_refund,
    date_part(epoch_millisecond, sysdate()) as now_ms
  from table(flatten(input => parse_json(:outcomes))) as element
  qualify row_number() over (
    partition by as_varchar(get(element.value, 'step_id')), as_integer(get(element.value, 'epoch'))
    order by element.index) = 1) as outcome
where step_tracker.step_id = outcome.outcome_id
  and step_tracker.claim_epoch = outcome.epoch
  and step_tracker.status = 'claimed'
