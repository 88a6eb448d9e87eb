-- Stamps the end of a full recovery pass. The row count is 1.
update fleet_state
set last_recovery_ts = date_part(epoch_millisecond, sysdate())
where id = 1
