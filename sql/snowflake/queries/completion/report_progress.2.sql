-- Reads back the claims whose progress the first statement stored.
-- Columns: step_id and claim_epoch of each claim that is still held. No rows: all were lost.
select step_id, claim_epoch
from step_tracker
where write_token = :token
