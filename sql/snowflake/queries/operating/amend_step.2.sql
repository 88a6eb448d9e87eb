-- Reads back the step that the first statement changed. Columns: status. No rows: none was.
select status
from step_tracker
where write_token = :token
