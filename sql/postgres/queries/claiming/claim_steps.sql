-- Claims ready steps for one pod: higher priority first, then in the order of submission.
-- :types is a JSON array of objects: type, room (how many of it at most); :limit is the most of all.
-- Columns: what a claim needs, in no order; waited_ms counts from when the step was ready. No rows: nothing is ready,
-- or the pod's row is not active in this incarnation.
-- Reads at most :limit entries of step_tracker_ready_idx a type, whatever the backlog, to learn how many of each type
-- are among the first; locks only as many, and passes over those that other pods are claiming. The materialised
-- queries keep the planner from claiming more, and an array of row addresses, unlike a join with them, from ever
-- reading the table for a few of its rows.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
wanted as materialized (
  select type as task_type, room
  from json_to_recordset(cast(:types as json)) as element (type text, room bigint)
  where exists (
    select 1
    from pod_health
    where pod_id = :pod_id and incarnation = :incarnation and state = 'active')
),
share as materialized (
  select task_type, count(*) as steps
  from (
    select wanted.task_type, head.priority, head.seq
    from wanted
    cross join lateral (
      select priority, seq
      from step_tracker
      where status = 'pending'
        and task_type = wanted.task_type
        and (expires_ts is null or expires_ts > (select now_ms from clock))
      order by priority desc, seq
      limit least(wanted.room, :limit)) as head
    order by head.priority desc, head.seq
    limit :limit) as first
  group by task_type
),
taken as materialized (
  select head.address
  from share
  cross join lateral (
    select ctid as address
    from step_tracker
    where status = 'pending'
      and task_type = share.task_type
      and (expires_ts is null or expires_ts > (select now_ms from clock))
    order by priority desc, seq
    limit share.steps
    for update skip locked) as head
)
update step_tracker as step
set
  status = 'claimed',
  claim_epoch = step.claim_epoch + 1,
  attempt = step.attempt + 1,
  claimed_by = :pod_id,
  claimed_incarnation = :incarnation,
  claimed_ts = (select now_ms from clock),
  updated_ts = (select now_ms from clock),
  progress = null
where step.ctid = any (array(select address from taken))
  and step.status = 'pending'
returning
  step.seq,
  step.step_id,
  step.claim_epoch,
  step.task_type,
  step.attempt,
  step.max_retries,
  step.losses,
  step.priority,
  step.tenant,
  step.timeout_ms,
  step.retry,
  step.trace_parent,
  step.payload_form,
  step.metadata,
  step.payload,
  greatest(0, step.claimed_ts - greatest(step.created_ts, step.not_before_ts)) as waited_ms
