-- Lists a page of claimed steps whose incarnation can hold no claims, in the order of submission, after :after_seq.
-- :presumed_dead is a JSON array of objects: pod_id, incarnation; they are taken as evicted.
-- Columns: seq, step_id, claim_epoch, claimed_by, has_retries_left (0 or 1). No rows: the last page was before this
-- one.
select
  step.seq,
  step.step_id,
  step.claim_epoch,
  step.claimed_by,
  case when step.attempt <= step.max_retries then 1 else 0 end as has_retries_left
from step_tracker as step
left join pod_health as pod
  on pod.pod_id = step.claimed_by
  and pod.incarnation = step.claimed_incarnation
  and pod.state in ('active', 'draining')
left join (
  select distinct
    as_varchar(get(element.value, 'pod_id')) as pod_id,
    as_varchar(get(element.value, 'incarnation')) as incarnation
  from table(flatten(input => parse_json(:presumed_dead))) as element) as dead
  on dead.pod_id = step.claimed_by
  and dead.incarnation = step.claimed_incarnation
where step.status = 'claimed'
  and step.seq > :after_seq
  and (pod.pod_id is null or dead.pod_id is not null)
qualify row_number() over (order by step.seq) <= :limit
order by step.seq
