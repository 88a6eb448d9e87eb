-- Tells how long ago the last full recovery pass ended.
-- Columns: age_ms; null when there was none yet. Always one row.
select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) - last_recovery_ts as age_ms
from fleet_state
where id = 1
