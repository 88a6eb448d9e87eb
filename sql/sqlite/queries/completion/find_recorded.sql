-- Tells which outcomes stand in the store, written by an earlier try.
-- :outcomes is a JSON array of objects: step_id, epoch, kind.
-- Columns: step_id, claim_epoch. No rows: none was written.
-- An ended step keeps the epoch that ended it; one that ran on has the attempt in attempts. A step that recovery
-- failed has the
-- same epoch and status as one that its pod failed, so recovery's word pod_lost tells them apart.
-- Relies on the unique index of step_id.
select outcome.value ->> 'step_id' as step_id, outcome.value ->> 'epoch' as claim_epoch
from json_each(:outcomes) as outcome
cross join step_tracker as step
  on step.step_id = outcome.value ->> 'step_id'
where (
    step.claim_epoch = outcome.value ->> 'epoch'
    and step.status = outcome.value ->> 'kind'
    and coalesce(step.error_type, '') <> 'pod_lost')
  or exists (
    select 1
    from json_each(step.attempts) as earlier
    where earlier.value ->> 'epoch' = outcome.value ->> 'epoch'
      and earlier.value ->> 'outcome' = outcome.value ->> 'kind')
