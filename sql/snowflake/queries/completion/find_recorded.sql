-- Tells which outcomes stand in the store, written by an earlier try.
-- :outcomes is a JSON array of objects: step_id, epoch, kind.
-- Columns: step_id, claim_epoch. No rows: none was written.
-- An ended step keeps the epoch that ended it; one that ran on has the attempt in attempts. A step that recovery
-- failed has the same epoch and status as one that its pod failed, so recovery's word pod_lost tells them apart.
with outcome as (
  select
    as_varchar(get(element.value, 'step_id')) as step_id,
    as_integer(get(element.value, 'epoch')) as epoch,
    as_varchar(get(element.value, 'kind')) as kind
  from table(flatten(input => parse_json(:outcomes))) as element
)
select outcome.step_id, outcome.epoch as claim_epoch
from outcome
join step_tracker as step
  on step.step_id = outcome.step_id
  and step.claim_epoch = outcome.epoch
  and step.status = outcome.kind
where coalesce(step.error_type, '') <> 'pod_lost'
union
select held.step_id, held.epoch as claim_epoch
from (
  select outcome.step_id, outcome.epoch, outcome.kind, step.attempts
  from outcome
  join step_tracker as step
    on step.step_id = outcome.step_id) as held,
lateral flatten(input => parse_json(held.attempts)) as earlier
where as_integer(get(earlier.value, 'epoch')) = held.epoch
  and as_varchar(get(earlier.value, 'outcome')) = held.kind
