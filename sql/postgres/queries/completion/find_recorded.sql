-- Tells which outcomes stand in the store, written by an earlier try.
-- :outcomes is a JSON array of objects: step_id, epoch, kind.
-- Columns: step_id, claim_epoch. No rows: none was written.
-- An ended step keeps the epoch that ended it; one that ran on has the attempt in attempts. A step that recovery
-- failed has the same epoch and status as one that its pod failed, so recovery's word pod_lost tells them apart.
-- Relies on the unique index of step_id.
select outcome.step_id, outcome.epoch as claim_epoch
from json_to_recordset(cast(:outcomes as json)) as outcome (step_id text, epoch bigint, kind text)
cross join lateral (
  select claim_epoch, status, error_type, attempts
  from step_tracker
  where step_id = outcome.step_id
  offset 0) as step
where (
    step.claim_epoch = outcome.epoch
    and step.status = outcome.kind
    and coalesce(step.error_type, '') <> 'pod_lost')
  or exists (
    select 1
    from json_to_recordset(cast(step.attempts as json)) as earlier (epoch bigint, outcome text)
    where earlier.epoch = outcome.epoch
      and earlier.outcome = outcome.kind)
