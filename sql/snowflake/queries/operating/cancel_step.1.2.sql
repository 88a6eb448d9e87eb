-- Reads back the step that the first half cancelled.
-- Columns: claim_epoch, claimed_by and claimed_incarnation, null unless it was claimed. No rows: none was.
select claim_epoch, claimed_by, claimed_incarnation
from step_tracker
where write_token = :token
