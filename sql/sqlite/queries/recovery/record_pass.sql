-- Stamps the end of a full recovery pass. The row count is 1.
update fleet_state
set last_recovery_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer)
where id = 1
