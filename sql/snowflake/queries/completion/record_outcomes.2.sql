-- Reads back the claims that the first statement ended.
-- Columns: step_id and claim_epoch of each claim. No rows: all were lost.
select step_id, claim_epoch
from step_tracker
where write_token = :token
