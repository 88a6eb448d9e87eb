-- Lists a page of claimed steps whose incarnation can hold no claims, in the order of submission, after :after_seq.
-- :presumed_dead is a JSON array of objects: pod_id, incarnation; they are taken as evicted.
-- Columns: seq, step_id, claim_epoch, claimed_by, has_retries_left (0 or 1). No rows: the last page was before this
-- one.
-- Reads step_tracker_claimed_idx, which is as long as what the fleet runs; the materialised query fences it off,
-- because the order tempts the planner to walk all rows instead.
with held as materialized (
  select seq, step_id, claim_epoch, claimed_by, claimed_incarnation, attempt, max_retries
  from step_tracker
  where status = 'claimed'
),
dead as materialized (
  select pod_id, incarnation
  from json_to_recordset(cast(:presumed_dead as json)) as element (pod_id text, incarnation text)
)
select
  seq,
  step_id,
  claim_epoch,
  claimed_by,
  case when attempt <= max_retries then 1 else 0 end as has_retries_left
from held
where seq > :after_seq
  and (
    not exists (
      select 1
      from pod_health as pod
      where pod.pod_id = held.claimed_by
        and pod.incarnation = held.claimed_incarnation
        and pod.state in ('active', 'draining'))
    or exists (
      select 1
      from dead
      where dead.pod_id = held.claimed_by
        and dead.incarnation = held.claimed_incarnation))
order by seq
limit :limit
