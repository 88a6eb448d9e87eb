-- Tells how long ago the last full recovery pass ended.
-- Columns: age_ms; null when there was none yet. Always one row.
select cast(unixepoch('subsec') * 1000 + 0.5 as integer) - last_recovery_ts as age_ms
from fleet_state
where id = 1
