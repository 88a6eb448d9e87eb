-- Cancels a step that has not ended.
-- Columns: claim_epoch, claimed_by and claimed_incarnation, null unless it was claimed. No rows: it has ended, or
-- is not there.
-- A claimed step keeps epoch and pod, so its pod finds out; :reason may be null. Relies on the unique index of step_id.
update step_tracker
set
  status = 'cancelled',
  ended_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  updated_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  error = coalesce(:reason, error),
  error_type = iif(:reason is null, error_type, 'cancelled'),
  error_stack = iif(:reason is null, error_stack, null)
where step_id = :step_id
  and status in ('blocked', 'scheduled', 'pending', 'claimed')
returning claim_epoch, claimed_by, claimed_incarnation
