-- Lists the claims that a pod holds, at least :age_ms old.
-- Columns: step_id, claim_epoch, age_ms. No rows: it holds none.
-- Relies on step_tracker_claimed_idx.
select
  step_id,
  claim_epoch,
  cast(unixepoch('subsec') * 1000 + 0.5 as integer) - claimed_ts as age_ms
from step_tracker
where status = 'claimed'
  and claimed_by = :pod_id
  and claimed_incarnation = :incarnation
  and claimed_ts <= cast(unixepoch('subsec') * 1000 + 0.5 as integer) - :age_ms
