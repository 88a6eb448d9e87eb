-- Tells which steps have ended or do not exist.
-- :step_ids is a JSON array of texts. Columns: step_id. No rows: all are still open.
-- Relies on the unique index of step_id.
select wanted.step_id
from json_array_elements_text(cast(:step_ids as json)) as wanted (step_id)
left join lateral (
  select status
  from step_tracker
  where step_id = wanted.step_id
  offset 0) as step
  on true
where step.status is null
  or step.status in ('completed', 'failed', 'cancelled', 'expired')
