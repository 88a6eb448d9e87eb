-- Cancels a step that has not ended. The second half reads back what it was.
-- The row count is 1, or 0 when it has ended, or is not there.
-- A claimed step keeps epoch and pod, so its pod finds out; :reason may be null.
update step_tracker
set
  status = 'cancelled',
  ended_ts = date_part(epoch_millisecond, sysdate()),
  updated_ts = date_part(epoch_millisecond, sysdate()),
  write_token = :token,
  error = coalesce(cast(:reason as varchar), error),
  error_type = case when cast(:reason as varchar) is null then error_type else 'cancelled' end,
  error_stack = case when cast(:reason as varchar) is null then error_stack end
where step_id = :step_id
  and status in ('blocked', 'scheduled', 'pending', 'claimed')
