-- Stamps the end of a full recovery pass. The row count is 1.
update fleet_state
set last_recovery_ts = cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)
where id = 1
