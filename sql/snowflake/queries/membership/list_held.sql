-- Lists the claims that a pod holds, at least :age_ms old.
-- Columns: step_id, claim_epoch, age_ms. No rows: it holds none.
select
  step.step_id,
  step.claim_epoch,
  clock.now_ms - step.claimed_ts as age_ms
from step_tracker as step
cross join (
  select date_part(epoch_millisecond, sysdate()) as now_ms) as clock
where step.status = 'claimed'
  and step.claimed_by = :pod_id
  and step.claimed_incarnation = :incarnation
  and step.claimed_ts <= clock.now_ms - :age_ms
