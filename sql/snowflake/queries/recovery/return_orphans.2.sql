-- Reads back the orphans that the first statement changed.
-- Columns: step_id and status of each step. No rows: others were faster.
select step_id, status
from step_tracker
where write_token = :token
