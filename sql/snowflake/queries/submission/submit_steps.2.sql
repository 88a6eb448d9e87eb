-- Reads back which steps the first statement added.
-- Columns: step_id of each row that was added. No rows: all were there before.
select step_id
from step_tracker
where submit_token = :token
