-- Lists the claims that a pod holds, at least :age_ms old.
-- Columns: step_id, claim_epoch, age_ms. No rows: it holds none.
-- Relies on step_tracker_claimed_idx.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
)
select
  step_id,
  claim_epoch,
  clock.now_ms - claimed_ts as age_ms
from step_tracker
cross join clock
where status = 'claimed'
  and claimed_by = :pod_id
  and claimed_incarnation = :incarnation
  and claimed_ts <= clock.now_ms - :age_ms
