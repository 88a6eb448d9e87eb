-- Claims ready steps for one pod: higher priority first, then in the order of submission.
-- :types is a JSON array of objects: type, room (how many of it at most); :limit is the most of all.
-- Columns: what a claim needs, in no order; waited_ms counts from when the step was ready. No rows: nothing is ready,
-- or the pod's row is not active in this incarnation.
-- Reads at most :limit entries of step_tracker_ready_idx a type, whatever the backlog; touches only the rows that
-- it changes.
with clock as materialized (
  select cast(unixepoch('subsec') * 1000 + 0.5 as integer) as now_ms
),
wanted as materialized (
  select value ->> 'type' as task_type, value ->> 'room' as room
  from json_each(:types)
  where exists (
    select 1
    from pod_health
    where pod_id = :pod_id and incarnation = :incarnation and state = 'active')
),
ready as (
  select
    step.seq,
    step.priority,
    wanted.room,
    row_number() over (partition by wanted.task_type order by step.priority desc, step.seq) as place
  from wanted
  cross join step_tracker as step
    on step.seq in (
      select head.seq
      from step_tracker as head
      where head.status = 'pending'
        and head.task_type = wanted.task_type
        and (head.expires_ts is null or head.expires_ts > (select now_ms from clock))
      order by head.priority desc, head.seq
      limit :limit)
)
update step_tracker
set
  status = 'claimed',
  claim_epoch = claim_epoch + 1,
  attempt = attempt + 1,
  claimed_by = :pod_id,
  claimed_incarnation = :incarnation,
  claimed_ts = (select now_ms from clock),
  updated_ts = (select now_ms from clock),
  progress = null
where seq in (
  select seq
  from ready
  where place <= room
  order by priority desc, seq
  limit :limit)
returning
  seq,
  step_id,
  claim_epoch,
  task_type,
  attempt,
  max_retries,
  losses,
  priority,
  tenant,
  timeout_ms,
  retry,
  trace_parent,
  payload_form,
  metadata,
  payload,
  max(0, claimed_ts - max(created_ts, coalesce(not_before_ts, 0))) as waited_ms
