-- Lists a page of claimed steps whose incarnation can hold no claims, in the order of submission, after :after_seq.
-- :presumed_dead is a JSON array of objects: pod_id, incarnation; they are taken as evicted.
-- Columns: seq, step_id, claim_epoch, claimed_by, has_retries_left (0 or 1). No rows: the last page was before this
-- one.
-- Reads step_tracker_claimed_idx, which is as long as what the fleet runs; it is named, because the order tempts the
-- planner to walk all rows instead.
select
  seq,
  step_id,
  claim_epoch,
  claimed_by,
  attempt <= max_retries as has_retries_left
from step_tracker as step indexed by step_tracker_claimed_idx
where status = 'claimed'
  and seq > :after_seq
  and (
    not exists (
      select 1
      from pod_health as pod
      where pod.pod_id = step.claimed_by
        and pod.incarnation = step.claimed_incarnation
        and pod.state in ('active', 'draining'))
    or exists (
      select 1
      from json_each(:presumed_dead) as dead
      where dead.value ->> 'pod_id' = step.claimed_by
        and dead.value ->> 'incarnation' = step.claimed_incarnation))
order by seq
limit :limit
