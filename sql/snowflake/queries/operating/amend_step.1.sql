-- Changes the priority or the earliest start of a step that waits; null leaves either as it is. Step 2 reads back how
-- it now stands.
-- The row count is 1, or 0 when it does not wait, or is not there.
update step_tracker
set
  priority = coalesce(cast(:priority as bigint), priority),
  not_before_ts = coalesce(cast(:not_before_ts as bigint), not_before_ts),
  status = case
    when cast(:not_before_ts as bigint) is null or status = 'blocked' then status
    when cast(:not_before_ts as bigint) > date_part(epoch_millisecond, sysdate()) then 'scheduled'
    else 'pending'
  end,
  updated_ts = date_part(epoch_millisecond, sysdate()),
  write_token = :token
where step_id = :step_id
  and status in ('blocked', 'scheduled', 'pending')
