-- Cancels a step that has not ended.
-- Columns: claim_epoch, claimed_by and claimed_incarnation, null unless it was claimed. No rows: it has ended, or
-- is not there.
-- A claimed step keeps epoch and pod, so its pod finds out; :reason may be null. Relies on the unique index of step_id.
-- Locks the holder's row before the step's, as register_pod does: the second statement writes it, and two that lock in
-- different orders wait for each other.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
holder as materialized (
  select pod.pod_id
  from step_tracker as held
  join pod_health as pod
    on pod.pod_id = held.claimed_by
  where held.step_id = :step_id
    and held.status = 'claimed'
  for update of pod
)
update step_tracker as step
set
  status = 'cancelled',
  ended_ts = clock.now_ms,
  updated_ts = clock.now_ms,
  error = coalesce(cast(:reason as text), step.error),
  error_type = case when cast(:reason as text) is null then step.error_type else 'cancelled' end,
  error_stack = case when cast(:reason as text) is null then step.error_stack end
from clock
where step.step_id = :step_id
  and step.status in ('blocked', 'scheduled', 'pending', 'claimed')
  and (select count(*) from holder) >= 0
returning step.claim_epoch, step.claimed_by, step.claimed_incarnation
