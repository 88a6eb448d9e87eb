-- Reads the status of a step. Columns: status. No rows: there is no such step.
select status
from step_tracker
where step_id = :step_id
