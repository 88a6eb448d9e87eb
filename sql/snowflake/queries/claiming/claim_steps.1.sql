-- Claims ready steps for one pod: higher priority first, then in the order of submission. Step 2 reads back which.
-- :types is a JSON array of objects: type, room (how many of it at most); :limit is the most of all.
-- The row count tells how many; none: nothing is ready, or the pod's row is not active in this incarnation.
-- One statement, so what it looks at and what it changes is of one state; the last condition says it once more.
update step_tracker
set
  status = 'claimed',
  claim_epoch = claim_epoch + 1,
  attempt = attempt + 1,
  claimed_by = :pod_id,
  claimed_incarnation = :incarnation,
  claimed_ts = first.now_ms,
  updated_ts = first.now_ms,
  claim_token = :token,
  progress = null
from (
  select ready.ready_id as ready_id, ready.now_ms as now_ms
  from (
    select
      head.step_id as ready_id,
      head.priority as priority,
      head.seq as seq,
      wanted.room as room,
      clock.now_ms as now_ms,
      row_number() over (partition by head.task_type order by head.priority desc, head.seq) as place
    from step_tracker as head
    join (
      select
        as_varchar(get(element.value, 'type')) as task_type,
        as_integer(get(element.value, 'room')) as room
      from table(flatten(input => parse_json(:types))) as element) as wanted
      on wanted.task_type = head.task_type
    join (
      select date_part(epoch_millisecond, sysdate()) as now_ms) as clock
      on head.expires_ts is null or head.expires_ts > clock.now_ms
    join pod_health as pod
      on pod.pod_id = :pod_id
      and pod.incarnation = :incarnation
      and pod.state = 'active'
    where head.status = 'pending') as ready
  where ready.place <= ready.room
  qualify row_number() over (order by ready.priority desc, ready.seq) <= :limit) as first
where step_tracker.step_id = first.ready_id
  and step_tracker.status = 'pending'
